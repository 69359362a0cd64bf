"""The rules of the process and the finding: pure functions, time is an argument."""
