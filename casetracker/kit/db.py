"""The database: typed rows, the write lock, and `transaction()`, the only place where anything is committed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, SafeUUID

from fasteners import InterProcessLock
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BLOB, Engine, MetaData, Text, event, types
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every row has in common: names for constraints that migrations can rely on."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)
db.metadatas["desk"] = MetaData(naming_convention=NAMING, info={"bind_key": "desk"})

if TYPE_CHECKING:

    class Model(Base):
        """A row, as the type checker sees it."""

        __abstract__ = True
else:
    Model = db.Model


class Id(types.TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite, `uuid` on PostgreSQL."""

    impl = types.Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(types.Uuid(as_uuid=True))
        return dialect.type_descriptor(BLOB(16))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        value = value if isinstance(value, UUID) else UUID(str(value))
        return value if dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return _uuid(value)


_UNKNOWN = SafeUUID.unknown


def _uuid(raw: bytes) -> UUID:
    """A UUID of 16 bytes, without the checks of its constructor: a page reads hundreds, a verification millions."""
    found = object.__new__(UUID)
    object.__setattr__(found, "int", int.from_bytes(raw, "big"))
    object.__setattr__(found, "is_safe", _UNKNOWN)
    return found


class Json(types.TypeDecorator[Any]):
    """Coded values as canonical JSON text, the same bytes on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Moment(types.TypeDecorator[Any]):
    """An instant, stored as whole microseconds since 1970 so that order and equality are the same on both databases."""

    impl = types.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int((value - EPOCH) // MICROSECOND)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else EPOCH + value * MICROSECOND


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values have equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in coded values")


_writing: ContextVar[bool] = ContextVar("writing", default=False)
_thread_lock = threading.Lock()
_before_commit: list[Callable[[], None]] = []
_after_commit: list[Callable[[], None]] = []
_after_rollback: list[Callable[[], None]] = []


def before_commit(step: Callable[[], None]) -> None:
    """Register what must be durable before the database is: keys of new dossiers."""
    if step not in _before_commit:
        _before_commit.append(step)


def after_commit(step: Callable[[], None]) -> None:
    """Register what follows a commit: the head file."""
    if step not in _after_commit:
        _after_commit.append(step)


def after_rollback(step: Callable[[], None]) -> None:
    """Register what follows a transaction that left nothing behind: files it had begun."""
    if step not in _after_rollback:
        _after_rollback.append(step)


@contextmanager
def turn_to_write() -> Iterator[None]:
    """One writer at a time on SQLite, threads and processes alike, in the order in which they came."""
    lock_path: Path | None = current_app.config.get("WRITE_LOCK")
    with _thread_lock:
        if lock_path is None:
            yield
        else:
            with InterProcessLock(lock_path):
                yield


@contextmanager
def transaction() -> Iterator[None]:
    """Everything in the block is committed together, or none of it; inside another transaction it is part of it."""
    if _writing.get():
        yield
        return
    with turn_to_write():
        db.session.rollback()
        mark = _writing.set(True)
        try:
            yield
            if not db.session.info.pop("refused", False):
                for step in _before_commit:
                    step()
                db.session.commit()
                for step in _after_commit:
                    step()
            else:
                _undo()
        except BaseException:
            _undo()
            raise
        finally:
            db.session.info.clear()
            _writing.reset(mark)


def _undo() -> None:
    db.session.rollback()
    for step in _after_rollback:
        step()


@contextmanager
def desk_transaction() -> Iterator[Session]:
    """A short transaction of its own on the desk (sessions, sign-in attempts, openings), whatever else is open."""
    mark = _writing.set(True)
    try:
        with Session(db.engines["desk"]) as session, session.begin():
            yield session
    finally:
        _writing.reset(mark)


def refuse() -> None:
    """Leave the running transaction without a trace when its block ends: the person is shown a form again."""
    db.session.info["refused"] = True


def writing() -> bool:
    """Is a transaction open?"""
    return _writing.get()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=30000",
            "secure_delete=ON",
            "cache_size=-8000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _partial_indexes(metadata: MetaData) -> None:
    """What a model says of a partial index for SQLite holds here too; said only where there is a PostgreSQL, because
    saying it loads that dialect with all its drivers."""
    for table in metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def init_app(app: Flask) -> None:
    """Bind the database to an application whose config names its addresses."""
    # An error of the database quotes no parameter: it may be a word that a person typed.
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"hide_parameters": True})
    db.init_app(app)
    with app.app_context():
        for bind, engine in db.engines.items():
            if engine.dialect.name == "sqlite":
                _prepare_sqlite(engine)
            else:
                _partial_indexes(db.metadatas[bind])


__all__ = [
    "Base", "Id", "Json", "Model", "Moment", "after_commit", "after_rollback", "before_commit",
    "canonical", "db", "desk_transaction", "init_app", "refuse", "transaction", "turn_to_write", "writing",
]  # fmt: skip
