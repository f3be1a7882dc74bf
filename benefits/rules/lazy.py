"""Attributes that are worked out when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")
_keep = object.__setattr__


class lazy(Generic[T]):  # noqa: N801 - read as a decorator, like property
    """As ``functools.cached_property``, without the lock that Python 3.11 takes in it: that costs more than our work."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work = work
        self.name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> Self | T:
        """Work it out and keep it: the instance's own attribute is found first from then on."""
        if instance is None:
            return self
        found = self.work(instance)
        # Past the class's own way of setting, so also where it is frozen; its __dict__ would have to be made first.
        _keep(instance, self.name, found)
        return found
