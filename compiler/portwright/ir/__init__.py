"""The intermediate representation: the only thing that back ends see."""
