"""Every indicator counted again from an anonymous dump of entries, by the words of its definition: pandas alone.

It shares no code with casetracker, on purpose. `python recount_in_pandas.py entries.jsonl 2025-07-01 2026-05-31
2026-06-15` prints every figure of a period as reckoned on a day. It takes every day as known to the day.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

Data = dict[str, pd.DataFrame]
Figures = dict[str, float | None]
LEAST = 10
RESOLVED = ("resolved_full", "resolved_partial")
WORK = {
    "case.opened", "breach.added", "step.taken", "reply.received", "next.set", "resolution.reported", "breach.resolved",
    "breach.ended", "resolution.confirmed", "client.told", "case.closed", "case.reopened", "breach.reopened",
    "note.added",
}  # fmt: skip
WAITING = {"waiting", "no_answer", "postponed"}


def days(n: int) -> pd.Timedelta:
    return pd.Timedelta(days=n)


class Case:
    """One case told again, entry by entry, into rows of tables."""

    def __init__(self, number: int, entries: list[dict[str, Any]], rows: dict[str, list[dict[str, Any]]]) -> None:
        self.number, self.rows = number, rows
        said = standing(entries)
        first = said[0]
        self.codes: dict[str, Any] = dict(first["codes"])
        self.opened = first["on"]
        self.breaches: dict[str, dict[str, Any]] = {}
        self.endings: dict[str, list[dict[str, Any]]] = {}
        self.closings: list[dict[str, Any]] = []
        self.steps: list[dict[str, Any]] = []
        self.told: list[tuple[pd.Timestamp, str]] = []
        self.reviews: dict[str, dict[str, Any]] = {}
        self.clocks: dict[str, dict[str, Any]] = {}
        self.spans: list[tuple[str, pd.Timestamp, pd.Timestamp]] = []
        self.settled: list[dict[str, Any]] = []
        self.consents: dict[pd.Timestamp, pd.Timestamp] | None = None
        self.due, self.asked_on = pd.NaT, self.opened
        self.active = pd.NaT
        for entry in said:
            self.hear(entry)
        self.end()
        self.write()

    # ---- what each entry does

    def hear(self, entry: dict[str, Any]) -> None:  # noqa: C901 - a branch for each kind of entry
        kind, codes, on = entry["kind"], entry["codes"], entry["on"]
        if kind in WORK:
            self.work(on)
        if "consented_on" in codes:
            self.consents = self.consents if self.consents is not None else {}
            if codes["consented_on"]:
                self.consents[pd.Timestamp(codes["consented_on"])] = pd.Timestamp(
                    codes.get("consent_ended_on") or "NaT"
                )
        if kind == "case.opened":
            for one in codes["breaches"]:
                self.breach(one, on)
            self.ask(codes, on)
        elif kind == "breach.added":
            self.breach(codes, on)
            self.weigh(entry)
        elif kind == "step.taken":
            self.steps.append({"on": on, "id": entry["id"], "breaches": codes.get("breaches", []),
                               "institution": codes.get("institution"), "remedy": codes["remedy"],
                               "rung": codes.get("rung")})  # fmt: skip
            self.settle(on)
            self.stop(lambda c: c["side"] == "client" and codes["remedy"] in c["met_by"], on, "met")
            self.ask(codes, on)
        elif kind == "reply.received":
            self.settle(on)
            if codes.get("result") not in WAITING:
                self.stop(lambda c: c["side"] == "institution" and c["step"] == codes["step"], on, "answered")
            self.ask(codes, on)
        elif kind in ("next.set", "resolution.reported"):
            self.settle(on)
            self.ask(codes, on)
        elif kind in ("breach.resolved", "breach.ended"):
            self.breach_ended(entry)
        elif kind == "resolution.confirmed":
            ending = self.stands(codes["breach"])
            if ending is not None:
                ending["confirmed"].append((on, codes["by"]))
        elif kind == "client.told":
            self.told.append((on, codes["state"]))
        elif kind == "case.closed":
            self.closed(entry)
        elif kind == "case.reopened":
            self.closings[-1]["undone"] = on
            for one in self.clocks.values():
                if one["how"] == "closed":
                    one |= {"ended": pd.NaT, "how": ""}
            self.ask(codes, on)
        elif kind == "breach.reopened":
            ending = self.endings[codes["breach"]][-1]
            ending |= {"undone": on, "undone_seq": entry["seq"]}
            self.weigh(entry)
        elif kind == "client.changed":
            self.codes |= {name: value for name, value in codes.items() if not name.startswith("consent")}
        elif kind == "case.assigned":
            self.codes |= {name: codes[name] for name in ("worker", "team") if name in codes}
        elif kind == "review.drawn":
            self.reviews[codes["month"]] = {"worker": codes["worker"], "done": pd.NaT}
        elif kind == "review.recorded":
            self.reviewed(codes, on)
        elif kind == "clock.started":
            rule = codes["rule"]
            self.clocks[entry["id"]] = {
                "side": rule["side"], "met_by": rule.get("met_by", []), "step": codes.get("step"),
                "due": pd.Timestamp(codes["ends"]), "ended": pd.NaT, "how": "",
            }  # fmt: skip
        elif kind == "clock.stopped":
            self.stop(lambda c: c is self.clocks[codes["clock"]], on, codes["reason"])
        elif kind not in ("resolution.confirmed", "entry.voided", "entry.redated", "note.added", "case.voided"):
            raise ValueError(f"nothing here says what {kind} does")

    def work(self, on: pd.Timestamp) -> None:
        if pd.notna(self.active):
            silent = self.active + days(int(self.codes.get("stale_days", 60)))
            if silent < on:
                self.spans.append(("silent", silent, on))
        self.active = on if pd.isna(self.active) else max(self.active, on)

    def ask(self, codes: dict[str, Any], on: pd.Timestamp) -> None:
        self.due, self.asked_on = pd.Timestamp(codes.get("due") or "NaT"), on

    def waits_for(self) -> pd.Timestamp:
        """The day on which the next thing is due: ours, or that of a time limit that ends before it."""
        some_open = any(self.ending(no) is None for no in self.breaches)
        limits = [
            c["due"] for c in self.clocks.values()
            if pd.isna(c["ended"]) and c["side"] != "eligibility" and c["due"] >= self.asked_on
        ] if some_open else []  # fmt: skip
        return min([*limits, *([self.due] if pd.notna(self.due) else [])], default=pd.NaT)

    def settle(self, on: pd.Timestamp) -> None:
        due = self.waits_for()
        if pd.notna(due) and due + days(1) <= on:
            self.spans.append(("overdue", due + days(1), on))
        self.due, self.asked_on = pd.NaT, pd.Timestamp.min

    def stop(self, which: Callable[[dict[str, Any]], bool], on: pd.Timestamp, how: str) -> None:
        for one in self.clocks.values():
            if pd.isna(one["ended"]) and which(one):
                one |= {"ended": on, "how": how}

    def breach(self, one: dict[str, Any], on: pd.Timestamp) -> None:
        self.breaches[one["no"]] = {"type": one["type"], "type_group": one["group"], "told": on}
        self.endings[one["no"]] = []

    def ending(self, no: str) -> dict[str, Any] | None:
        """The last ending, unless it was undone."""
        last = self.endings[no][-1] if self.endings[no] else None
        return last if last is not None and pd.isna(last["undone"]) else None

    def stands(self, no: str) -> dict[str, Any] | None:
        ending = self.ending(no)
        return ending if ending is not None and ending["outcome"] in RESOLVED else None

    def breach_ended(self, entry: dict[str, Any]) -> None:
        codes, on = entry["codes"], entry["on"]
        self.endings[codes["breach"]].append(
            {"no": codes["breach"], "on": on, "outcome": codes["outcome"], "rung": codes.get("rung"),
             "amount": codes.get("amount"), "relief": codes.get("relief"), "confirmed": [], "checks": {},
             "overturned": [], "undone": pd.NaT, "undone_seq": 0}
        )  # fmt: skip
        self.weigh(entry)
        if all(self.ending(no) is not None for no in self.breaches):
            self.settle(on)
        if pd.isna(self.due) or codes.get("due"):
            self.ask(codes, on)

    def weigh(self, entry: dict[str, Any]) -> None:
        """All ended and at least one resolved: the case is resolved as a whole, until that is so no more."""
        now = [self.ending(no) for no in self.breaches]
        done = all(now) and any(one["outcome"] in RESOLVED for one in now if one)
        running = bool(self.settled) and pd.isna(self.settled[-1]["until"])
        if done and not running:
            self.settled.append({"on": entry["on"], "until": pd.NaT})
        elif running and not done:
            self.settled[-1]["until"] = entry["on"]

    def closed(self, entry: dict[str, Any]) -> None:
        outcomes = {
            no: found[-1]["outcome"]
            for no, found in self.endings.items()
            if found and (pd.isna(found[-1]["undone"]) or found[-1]["undone_seq"] > entry["seq"])
        }
        self.settle(entry["on"])
        self.stop(lambda c: True, entry["on"], "closed")
        self.closings.append({"on": entry["on"], "reason": entry["codes"].get("reason"), "outcomes": outcomes,
                              "undone": pd.NaT})  # fmt: skip
        self.active = pd.NaT

    def reviewed(self, codes: dict[str, Any], on: pd.Timestamp) -> None:
        self.reviews[codes["month"]] |= {"done": on} | {
            name: codes.get(name) for name in ("interview", "handling", "outcome")
        }
        against = set(codes.get("breaches", [])) if codes["verdict"] == "not_upheld" else set()
        for no in self.breaches:
            ending = self.stands(no)
            if ending is None:
                continue
            if no in against:
                ending["overturned"], ending["confirmed"] = ending["overturned"] + ending["confirmed"], []
            elif not against:
                ending["confirmed"], ending["overturned"] = ending["overturned"] + ending["confirmed"], []
            if codes["interview"] == "done":
                ending["checks"][codes["month"]] = (on, no not in against)

    def end(self) -> None:
        """What still goes on."""
        if self.closings and pd.isna(self.closings[-1]["undone"]):
            return
        due = self.waits_for()
        if pd.notna(due):
            self.spans.append(("overdue", due + days(1), pd.NaT))
        if pd.notna(self.active):
            self.spans.append(("silent", self.active + days(int(self.codes.get("stale_days", 60))), pd.NaT))

    # ---- rows

    def write(self) -> None:  # noqa: C901 - a line for each table
        codes = self.codes
        same = {
            "case": self.number, "opened": self.opened, "recorded": pd.Timestamp(codes["recorded_on"]),
            "province": codes.get("province"), "facility": codes.get("place"), "worker": codes.get("worker"),
            "sex": codes.get("sex"), "channel": codes.get("channel"), "client_kind": codes.get("client_kind"),
            "person": codes.get("person") or None, "heads": codes.get("heads") or 0,
            "estimated": bool(codes.get("estimated")), "everyone": bool(codes.get("everyone")),
        }  # fmt: skip
        first = next(iter(self.breaches.values()))
        case = same | {"type_group": first["type_group"]}
        contact = min((one["on"] for one in self.steps), default=pd.NaT)
        self.put("cases", case | {"contact": contact} | self.record() | self.consent())
        starts = [self.opened, *(one["undone"] for one in self.closings if pd.notna(one["undone"]))]
        ends = [one["on"] for one in self.closings]
        for start, end in zip(starts, [*ends, pd.NaT], strict=False):
            self.put("open", case | {"on": start, "until": end})
        for what, start, end in self.spans:
            self.put(what, case | {"on": start, "until": end})
        for one in self.settled:
            self.put("settled", case | one)
        for number, one in enumerate(self.closings):
            self.put("closed", case | one | {"outcome": best(one["outcomes"])} | self.told_of(number))
            for no, outcome in one["outcomes"].items():
                group = self.breaches[no]["type_group"]
                self.put("closed_breaches", same | one | {"no": no, "outcome": outcome, "type_group": group})
        for no, breach in self.breaches.items():
            self.put("breaches", same | breach | {"no": no})
            for ending in self.endings[no]:
                group = breach["type_group"]
                self.put("endings", same | ending | {"type_group": group})
                for on, holds in checks_of(ending):
                    self.put("checks", same | {"no": no, "on": on, "resolved": ending["on"], "holds": holds,
                                               "type_group": group})  # fmt: skip
        for one in self.steps:
            self.put("steps", case | {"on": one["on"], "rung": one["rung"]})
            for no in one["breaches"]:
                group = self.breaches[no]["type_group"]
                self.put("attempts", same | {"on": one["on"], "rung": one["rung"], "type_group": group})
        for one in self.reviews.values():
            self.put("reviews", case | one)
        for one in self.clocks.values():
            let_go = pd.notna(one["ended"]) and one["how"] not in ("answered", "met") and one["ended"] <= one["due"]
            if not let_go:
                self.put("limits", case | one)

    def put(self, table: str, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)

    def told_of(self, number: int) -> dict[str, Any]:
        """Was the client told of this closing? The stretch runs from the reopening before to the one after."""
        before = [one["undone"] for one in self.closings[:number] if pd.notna(one["undone"])]
        after = self.closings[number]["undone"]
        said = [(on, state) for on, state in self.told
                if (not before or on >= before[-1]) and (pd.isna(after) or on <= after)]  # fmt: skip
        told = [on for on, state in said if state == "told"]
        if told:
            return {"telling": "due", "told": told[0]}
        last = said[-1][1] if said else ""
        if last == "unknown":
            return {"telling": "unknown", "told": pd.NaT}
        unsafe = last == "unsafe" or self.codes.get("contact") not in (None, "safe")
        return {"telling": "unsafe" if unsafe else "due", "told": pd.NaT}

    def record(self) -> dict[str, int]:
        """Fields required and filled."""
        codes = self.codes
        asked = [codes.get("place") or codes.get("district"), codes.get("channel"), codes.get("client_kind")]
        if codes.get("client_kind") in ("individual", "family"):
            asked += [codes.get("sex"), codes.get("age_band")]
        elif codes.get("client_kind") in ("group", "community"):
            asked.append(codes.get("heads"))
        for no in self.breaches:
            ending = self.stands(no)
            asked += [ending["relief"], ending["rung"]] if ending else []
        if self.closings and pd.isna(self.closings[-1]["undone"]):
            said = [state for _on, state in self.told if state != "unknown"]
            asked += [self.closings[-1]["reason"], said[-1] if said else None]
        return {"required": len(asked), "filled": sum(1 for one in asked if one not in (None, "", "u", 0))}

    def consent(self) -> dict[str, Any]:
        """Whether the client had agreed by the first step addressed to an institution; None without such a step."""
        outside = min((one["on"] for one in self.steps if one["institution"]), default=None)
        if outside is None:
            return {"consent": None}
        if not self.codes.get("client"):
            return {"consent": "nobody"}
        if self.consents is None:
            return {"consent": "unknown"}
        agreed = any(given <= outside and not ended < outside for given, ended in self.consents.items())
        return {"consent": "in time" if agreed else "late"}


def standing(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was not withdrawn, on the days as corrected, in the order in which it happened."""
    void: set[str] = set()
    for one in sorted(entries, key=lambda e: -e["seq"]):
        if one["kind"] == "entry.voided" and one["id"] not in void:
            void.add(one["codes"]["entry"])
    moved = {e["codes"]["entry"]: e["on"] for e in sorted(entries, key=lambda e: e["seq"])
             if e["kind"] == "entry.redated" and e["id"] not in void}  # fmt: skip
    kept = [one | {"on": pd.Timestamp(moved.get(one["id"], one["on"]))} for one in entries if one["id"] not in void]
    return sorted(kept, key=lambda e: (e["kind"] != "case.opened", e["on"], e["seq"]))


def checks_of(ending: dict[str, Any]) -> Iterable[tuple[pd.Timestamp, bool]]:
    """Whoever could say whether the remedy of a resolution holds."""
    if ending["outcome"] not in RESOLVED:
        return
    yield from ((on, True) for on, _by in ending["confirmed"])
    yield from ending["checks"].values()
    if pd.notna(ending["undone"]):
        yield ending["undone"], False


def best(outcomes: dict[str, str]) -> str:
    found = set(outcomes.values())
    if found & set(RESOLVED):
        return "resolved_full" if found == {"resolved_full"} else "resolved_partial"
    return "transferred" if found == {"transferred"} else "not_resolved"


TABLES = {
    "cases": ["opened", "contact", "recorded", "person", "client_kind", "required", "filled", "consent"],
    "open": ["on", "until"], "overdue": ["on", "until"], "silent": ["on", "until"], "settled": ["on", "until"],
    "closed": ["on", "undone", "outcome", "telling", "told"], "closed_breaches": ["on", "undone", "outcome"],
    "breaches": ["told", "opened"], "endings": ["on", "undone", "outcome", "rung"],
    "checks": ["on", "resolved", "holds", "no"], "steps": ["on"], "attempts": ["on"],
    "reviews": ["done", "interview", "handling", "outcome"], "limits": ["due", "ended", "side", "how"],
}  # fmt: skip
BREAKDOWNS = ["case", "province", "type_group", "worker", "sex", "facility", "no"]


def read(dump: Path) -> Data:
    """The tables of a dump. Highly restricted cases are not counted, nor what was entered by mistake."""
    cases: dict[int, list[dict[str, Any]]] = {}
    places: list[dict[str, Any]] = []
    for line in dump.read_text().splitlines():
        one = json.loads(line)
        if "place" in one:
            places.append(one)
        elif one["tier"] != "highly_restricted":
            cases.setdefault(one["case"], []).append(one)
    rows: dict[str, list[dict[str, Any]]] = {}
    for number, entries in cases.items():
        if not any(one["kind"] == "case.voided" for one in standing(entries)):
            Case(number, entries, rows)
    data = {name: pd.DataFrame(rows.get(name, []), columns=None if rows.get(name) else [*columns, *BREAKDOWNS])
            for name, columns in TABLES.items()}  # fmt: skip
    return data | {"places": pd.DataFrame(places, columns=["place", "population"])}


def only(data: Data, name: str, code: str | None) -> Data:
    """The same where a breakdown has this code (None: not recorded)."""
    return {
        key: table[table[name].isna() if code is None else table[name] == code] if name in table else table
        for key, table in data.items()
    }


# ---- the definitions


def rate(part: float, whole: float) -> float | None:
    return part / whole if whole >= LEAST else None


def within(day: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    day = pd.to_datetime(day)
    return (day >= first) & (day <= last)


def until(day: pd.Series, last: pd.Timestamp) -> pd.Series:
    """It had been undone, or ended, by the last day."""
    return pd.to_datetime(day) <= last


def stock(table: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    return table[(pd.to_datetime(table["on"]) <= last) & ~until(table["until"], last)]


def gap(later: pd.Series, earlier: pd.Series) -> pd.Series:
    return (pd.to_datetime(later) - pd.to_datetime(earlier)).dt.days


def quartiles(waited: pd.Series) -> Figures:
    low, middle, high = (None if waited.empty else float(waited.quantile(q)) for q in (0.25, 0.5, 0.75))
    return {"median": middle, "p25": low, "p75": high, "n": len(waited)}


class Recount:
    """The figures of a period, reckoned on a day."""

    def __init__(self, data: Data, first: str, last: str, today: str) -> None:
        self.data = data
        self.first, self.last, self.today = pd.Timestamp(first), pd.Timestamp(last), pd.Timestamp(today)

    def figures(self, key: str) -> Figures:
        found: Figures = getattr(self, key.lower())()
        return found

    def of(self, table: str, day: str = "on") -> pd.DataFrame:
        """The rows of a table whose day lies in the period."""
        found = self.data[table]
        return found[within(found[day], self.first, self.last)]

    def resolutions(self) -> pd.DataFrame:
        """Resolved in the period and not come back by its last day."""
        found = self.of("endings")
        return found[found["outcome"].isin(RESOLVED) & ~until(found["undone"], self.last)]

    def closings(self, table: str = "closed") -> pd.DataFrame:
        found = self.of(table)
        return found[~until(found["undone"], self.last)]

    def c01(self) -> Figures:
        return {"cases": len(self.of("cases", "opened"))}

    def c02(self) -> Figures:
        return {"cases": len(stock(self.data["open"], self.last))}

    def c03(self) -> Figures:
        return {"cases": len(self.closings())}

    def c04(self) -> Figures:
        start, end = (len(stock(self.data["open"], day)) for day in (self.first - days(1), self.last))
        opened, closed = len(self.of("cases", "opened")), len(self.of("closed"))
        reopened = len(self.of("closed", "undone"))
        return {"start": start, "opened": opened, "reopened": reopened, "closed": closed, "end": end,
                "difference": start + opened + reopened - closed - end}  # fmt: skip

    def c05(self) -> Figures:
        spans = self.data["open"]
        held = spans[(pd.to_datetime(spans["on"]) <= self.last) & ~(pd.to_datetime(spans["until"]) < self.first)]
        workers = len(set(held["worker"].dropna()) | set(self.of("steps")["worker"].dropna()))
        cases = len(stock(spans, self.last))
        return {"load": cases / workers if workers else None, "cases": cases, "workers": workers}

    def b01(self) -> Figures:
        return {"breaches": len(self.of("breaches", "told"))}

    def r01(self) -> Figures:
        found = self.resolutions()["outcome"].value_counts()
        full, partial = (int(found.get(code, 0)) for code in RESOLVED)
        return {"breaches": full + partial, "full": full, "partial": partial}

    def r02(self) -> Figures:
        by = [{who for on, who in one if on <= self.last} for one in self.resolutions().get("confirmed", [])]
        others = [bool(who & {"client", "committee"}) for who in by]
        seen = sum(1 for who, other in zip(by, others, strict=True) if "worker" in who and not other)
        return {"confirmed": sum(others), "seen": seen}

    def r03(self) -> Figures:
        found = self.closings("closed_breaches")["outcome"]
        resolved, ended = int(found.isin(RESOLVED).sum()), int(found.isin((*RESOLVED, "not_resolved")).sum())
        return {"rate": rate(resolved, ended), "resolved": resolved, "ended": ended,
                "transferred": int((found == "transferred").sum())}  # fmt: skip

    def r04(self) -> Figures:
        told, ends = self.of("breaches", "opened"), self.data["endings"]
        found: Figures = {}
        for n in (30, 60, 90, 180):
            had = told[(gap(told["told"], told["opened"]) <= n) & (told["opened"] + days(n) <= self.today)]
            back = gap(ends["undone"], ends["opened"]) <= n
            stood = ends[ends["outcome"].isin(RESOLVED) & (gap(ends["on"], ends["opened"]) <= n) & ~back]
            done = had.merge(stood[["case", "no"]].drop_duplicates(), on=["case", "no"])
            found |= {f"within_{n}": rate(len(done), len(had)), f"had_{n}": len(had)}
        return found

    def r05(self) -> Figures:
        found = self.resolutions()
        return quartiles(gap(found["on"], found["opened"])) | {"left_out": 0}

    def r06(self) -> Figures:
        told, ends = self.of("breaches", "opened"), self.data["endings"]
        stands = ends[~until(ends["undone"], self.today)]
        last = told.merge(stands[["case", "no", "on", "outcome"]], on=["case", "no"], how="left")
        last["days"] = gap(pd.to_datetime(last["on"]).fillna(self.today), last["told"])
        last["resolved"] = last["outcome"].isin(RESOLVED)
        last["otherwise"] = last["on"].notna() & ~last["resolved"]
        share = incidence(last)
        half = share[share >= 0.5 - 1e-9]
        resolved, otherwise, n = int(last["resolved"].sum()), int(last["otherwise"].sum()), len(last)
        found: Figures = {"median": None if half.empty else float(half.index[0]), "n": n, "resolved": resolved,
                          "ended": otherwise, "open": n - resolved - otherwise}  # fmt: skip
        for by in (30, 60, 90, 180):
            reached = share[share.index <= by]
            found[f"by_{by}"] = None if n < LEAST else 0.0 if reached.empty else float(reached.iloc[-1])
        return found

    def r07(self) -> Figures:
        """By rung: the share of each, and how many."""
        found = self.resolutions()
        return {"breaches": len(found), "all": len(found), "share": rate(len(found), len(found))}

    def r07_by_rung(self) -> dict[str | None, int]:
        found = self.resolutions()["rung"]
        return {None if pd.isna(code) else code: int(n) for code, n in found.value_counts(dropna=False).items()}

    def r08(self) -> Figures:
        found = self.of("closed")
        found = found[found["outcome"].isin(RESOLVED) & (pd.to_datetime(found["on"]) + days(180) <= self.today)]
        back = found[gap(found["undone"], found["on"]) <= 180]
        closed, reopened = found["case"].nunique(), back["case"].nunique()
        return {"rate": rate(reopened, closed), "reopened": reopened, "closed": closed}

    def r09(self) -> Figures:
        found = self.data["checks"]
        late = found[gap(found["on"], found["resolved"]) >= 30]
        seen = late[within(late["on"], self.first, self.last)].sort_values(["on", "holds"], ascending=[True, False])
        last = seen.groupby(["case", "no"]).last()
        ends = self.data["endings"]
        ends = ends[ends["outcome"].isin(RESOLVED) & ~(gap(ends["undone"], ends["on"]) < 30)]
        due = ends[within(pd.to_datetime(ends["on"]) + days(30), self.first, self.last)]
        known = late[until(late["on"], self.last)][["case", "no", "resolved"]].drop_duplicates()
        looked = due.merge(known, left_on=["case", "no", "on"], right_on=["case", "no", "resolved"])
        holding = int(last["holds"].astype(bool).sum())
        return {"rate": rate(holding, len(last)), "holding": holding, "checked": len(last),
                "looked": rate(len(looked), len(due)), "seen": len(looked), "due": len(due)}  # fmt: skip

    def r10(self) -> Figures:
        found = self.resolutions()
        amounts = pd.to_numeric(found["amount"]).dropna() if "amount" in found else pd.Series(dtype=float)
        return {"money": float(amounts.sum()) / 100, "resolutions": len(amounts)}

    def r11(self) -> Figures:
        found = self.of("settled")
        return {"cases": int((~until(found["until"], self.last)).sum())}

    def a01(self) -> Figures:
        return {"steps": len(self.of("steps"))}

    def a02(self) -> Figures:
        return {"attempts": len(self.of("attempts"))}

    def t01(self) -> Figures:
        found = self.of("cases", "opened")
        soon = int((gap(found["contact"], found["opened"]) <= 3).sum())
        return {"rate": rate(soon, len(found)), "contacted": soon, "cases": len(found)}

    def t02(self) -> Figures:
        return {"cases": stock(self.data["overdue"], min(self.last, self.today))["case"].nunique()}

    def t03(self) -> Figures:
        return {"cases": stock(self.data["silent"], min(self.last, self.today))["case"].nunique()}

    def limits(self, side: str, how: str, name: str) -> Figures:
        found = self.of("limits", "due")
        found = found[found["side"] == side]
        done = pd.to_datetime(found["ended"]).where(found["how"] == how)
        fell = (pd.to_datetime(found["due"]) < self.today) | (
            (pd.to_datetime(found["due"]) == self.today) & done.notna()
        )
        on_time = int((fell & (done <= pd.to_datetime(found["due"]))).sum())
        n = int(fell.sum())
        return {"rate": rate(on_time, n), "on_time": on_time, "late": n - on_time, name: n}

    def t04(self) -> Figures:
        return self.limits("institution", "answered", "requests")

    def t05(self) -> Figures:
        day = min(self.last, self.today)
        found = self.data["limits"]
        found = found[(found["side"] == "institution") & (pd.to_datetime(found["due"]) < day)]
        return {"requests": int((~until(found["ended"], day)).sum())}

    def t06(self) -> Figures:
        return self.limits("client", "met", "deadlines")

    def t07(self) -> Figures:
        found = self.closings()
        ways = found["telling"].value_counts()
        due = found[found["telling"] == "due"]
        told = int((gap(due["told"], due["on"]) <= 7).sum())
        return {"rate": rate(told, len(due)), "told": told, "cases": len(due), "unsafe": int(ways.get("unsafe", 0)),
                "unknown": int(ways.get("unknown", 0))}  # fmt: skip

    def p01(self) -> Figures:
        found = self.of("cases", "opened")
        kinds = found["client_kind"]
        people = found[~kinds.isin(("anonymous", "community", "committee"))]["person"].dropna().nunique()
        return {"people": people, "anonymous": int((kinds == "anonymous").sum()),
                "communities": int(kinds.isin(("community", "committee")).sum())}  # fmt: skip

    def p02(self) -> Figures:
        found = self.resolutions()
        people = found[~found["client_kind"].isin(("anonymous", "community", "committee"))]
        named = people["person"].dropna().nunique()
        groups = found.drop_duplicates("case")
        counted, guessed = (int(groups[groups["estimated"] == guess]["heads"].sum()) for guess in (False, True))
        return {"people": named + counted, "named": named, "counted": counted, "estimated": guessed}

    def p03(self) -> Figures:
        found = self.resolutions()
        places = set(found[found["everyone"] == True]["facility"].dropna())  # noqa: E712 - a column of objects
        known = self.data["places"]
        known = known[known["place"].isin(places)]
        return {"people": int(known["population"].sum()), "facilities": len(places),
                "unknown": len(places) - len(known)}  # fmt: skip

    def p04(self) -> Figures:
        found = self.of("reviews", "done")
        asked = found[found["interview"] == "done"].sort_values("done").groupby("case").last()
        handled, pleased = (int((asked[name] == "yes").sum()) for name in ("handling", "outcome"))
        n, reviewed = len(asked), found["case"].nunique()
        return {"rate": rate(handled, n), "handled": handled, "outcome_rate": rate(pleased, n), "pleased": pleased,
                "clients": n, "response": rate(n, reviewed), "reviewed": reviewed}  # fmt: skip

    def q03(self) -> Figures:
        found = self.of("cases", "opened")
        filled, required = int(found["filled"].sum()), int(found["required"].sum())
        return {"rate": rate(filled, required), "filled": filled, "required": required, "cases": len(found)}

    def q04(self) -> Figures:
        found = self.of("cases", "opened")
        return quartiles(gap(found["recorded"], found["opened"])) | {"left_out": 0}

    def q05(self) -> Figures:
        ways = self.of("cases", "opened")["consent"].value_counts()
        in_time, late = int(ways.get("in time", 0)), int(ways.get("late", 0))
        return {"rate": rate(in_time, in_time + late), "consented": in_time, "cases": in_time + late,
                "nobody": int(ways.get("nobody", 0)), "unknown": int(ways.get("unknown", 0))}  # fmt: skip


def incidence(last: pd.DataFrame) -> pd.Series:
    """Aalen-Johansen: the share resolved by each day, from a table of days, resolved, otherwise."""
    by_day = last.groupby("days")[["resolved", "otherwise"]].sum()
    at_risk = by_day.index.map(lambda day: int((last["days"] >= day).sum())).to_numpy(dtype=float)
    ended = (by_day["resolved"] + by_day["otherwise"]) / at_risk
    still = (1 - ended).cumprod().shift(fill_value=1.0)
    return (still * by_day["resolved"] / at_risk).cumsum()


KEYS = [name.upper() for name in vars(Recount) if len(name) == 3 and name[1:].isdigit()]


if __name__ == "__main__":
    file, *period = sys.argv[1:]
    recount = Recount(read(Path(file)), *period)
    for one in KEYS:
        print(one, recount.figures(one))
