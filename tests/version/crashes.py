"""Ends a process before one of its writes, as a power cut would."""

import os
import time
import warnings
from collections.abc import Callable
from typing import Any

from django.db import connections

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")
SECONDS = 30


def killed_at(action: Callable[[], Any], number: int) -> bool:
    """Run `action` in a child that dies before its write `number`; say whether it did.

    Raises:
        TimeoutError: when the child neither ends nor dies.
        AssertionError: when the action failed by itself.
    """
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _run_and_die(action, number)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            assert code in (0, 9), f"the action failed with {code}"
            return code == 9
        time.sleep(0.005)
    os.kill(child, 9)
    os.waitpid(child, 0)
    raise TimeoutError


def _run_and_die(action: Callable[[], Any], number: int) -> None:
    left = number

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        if sql.lstrip().upper().startswith(WRITES):
            left -= 1
            if left < 0:
                os._exit(9)
        return execute(sql, params, many, context)

    try:
        with connections["default"].execute_wrapper(counting):
            action()
    except BaseException:
        os._exit(1)
    os._exit(0)
