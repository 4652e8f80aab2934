"""Run one command and report its cost: `python -IS launch.py FD SECONDS COMMAND...`.

CPU s, wall s, `ru_maxrss`, exit status and whether it was stopped after SECONDS go to the file
descriptor. A process of its own, and a small one: Linux counts the size of the process that
starts another towards the peak of that other.
"""

import os
import signal
import sys
import time


def main() -> None:
    report, seconds, *command = sys.argv[1:]
    os.set_inheritable(int(report), False)
    stopped = []
    started = time.perf_counter()
    # As in an activated environment: some tools look for others of theirs by PATH alone.
    folders = [command[0].rpartition(os.sep)[0], os.environ.get("PATH", os.defpath)]
    environment = {**os.environ, "PATH": os.pathsep.join(filter(None, folders))}
    child = os.posix_spawnp(command[0], command, environment, setpgroup=0)

    def stop(*_: object) -> None:
        stopped.append(child)
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    try:
        _, status, usage = os.wait4(child, 0)
    except BaseException:
        stop()
        raise
    signal.setitimer(signal.ITIMER_REAL, 0)
    wall = time.perf_counter() - started
    cpu = usage.ru_utime + usage.ru_stime
    figures = (cpu, wall, usage.ru_maxrss, os.waitstatus_to_exitcode(status), len(stopped))
    os.write(int(report), " ".join(map(str, figures)).encode())


if __name__ == "__main__":
    main()
