"""Reading a foreign document in a process of its own, with limits of memory and time.

`process.prepared` starts the process and waits for it; `__main__` is what it runs; `messages` is what the two say to
each other. Nothing that the process does can cost more than its limits, and it can be killed at any moment.
"""
