"""A small edition of a funder's pack, in Portuguese and in English, with what is hard to write in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from casetracker.kit.tables import Column, Table, Value
from casetracker.reports.packs.edition import HIDDEN, Datum, Defined, Edition, Organisation, Person, Section, Target

MAPUTO = timezone(timedelta(hours=2))
EVIL = "=cmd|' /C calc'!A0"
SCRIPT = '<script>alert("Água & luz")</script>'
LONG = "Estabelecimentodesaúdesemmedicamentosessenciais" * 4
EMOJI = "Obrigado 😀"

ORGANISATION = Organisation(
    name="Associação Vida Digna", ref="MZ-NUIT-400123456", activity_id="MZ-NUIT-400123456-SAUDE",
    activity_title="Defensores da saúde", country="MZ", funder_name="Fundo da Justiça", funder_ref="XM-DAC-7",
    provider_activity_id="XM-DAC-7-PPR-1", begun=date(2024, 1, 1),
)  # fmt: skip

WORDS = {
    "pt": {
        "title": "Relatório semestral ao Fundo da Justiça", "programme": "Defensores da saúde",
        "audience": "Financiador",
        "opened": "Casos abertos", "by_quarter": "Casos abertos por trimestre", "quarter": "Trimestre",
        "cases": "Casos", "by_place": "Resoluções por distrito e sexo", "district": "Distrito",
        "f": "Mulheres", "m": "Homens", "rate": "Taxa de resolução no fecho",
        "people": "Pessoas apoiadas", "median": "Mediana de dias até à resolução",
        "days": "Dias", "share": "Resolvidas, das terminadas", "sex": "Sexo", "resolutions": "Resoluções",
        "q1": "1.º trimestre 2026", "q2": "2.º trimestre 2026", "note": "Os trimestres não se somam em pessoas.",
        "introduction": "Este relatório conta o que se resolveu.\n\nTodos os números vêm do registo dos casos.",
        "story": "Em Chokwé voltou a haver xarope infantil.", "level": "distrito", "role": "Coordenadora",
        "ended": "Terminadas", "kinds": "O que se mede", "what": "Indicador",
    },
    "en": {
        "title": "Half-year report to the Justice Fund", "programme": "Health defenders", "audience": "Funder",
        "opened": "Cases opened", "by_quarter": "Cases opened by quarter", "quarter": "Quarter", "cases": "Cases",
        "by_place": "Resolutions by district and sex", "district": "District", "f": "Women", "m": "Men",
        "rate": "Resolution rate at closure", "people": "People helped", "median": "Median days to resolution",
        "days": "Days", "share": "Resolved, of those ended", "sex": "Sex", "resolutions": "Resolutions",
        "q1": "1st quarter 2026", "q2": "2nd quarter 2026", "note": "Quarters do not add up for people.",
        "introduction": "This report counts what was put right.\n\nEvery number comes from the register of cases.",
        "story": "In Chokwé there is syrup for children again.", "level": "district", "role": "Coordinator",
        "ended": "Ended", "kinds": "What is measured", "what": "Indicator",
    },
}  # fmt: skip


def edition(language: str = "pt") -> Edition:
    """The whole of it."""
    w = WORDS[language]
    return Edition(
        id="0199c0de-0000-7000-8000-000000000001", number=2, pack="funder", title=w["title"], programme=w["programme"],
        programme_key="health", language=language, audience=w["audience"], first=date(2026, 1, 1),
        last=date(2026, 6, 30), known_at=datetime(2026, 7, 5, 18, 0, tzinfo=MAPUTO), tick=4711,
        made_at=datetime(2026, 7, 6, 9, 15, 30, tzinfo=MAPUTO), published_at=datetime(2026, 7, 8, 7, 0, tzinfo=UTC),
        checked_by=Person(w["role"], "Rosa Mabunda"), published_by=Person(w["role"], "Marta Cossa"),
        introduction=w["introduction"], notes=(w["note"], EVIL), stories=(w["story"], EMOJI),
        sections=_sections(w), data=_data(), definitions=_definitions(w), organisation=ORGANISATION, threshold=5,
        targets=(Target("R01", "breaches", "2026-01-01/2026-06-30", None, 210, 2025, 400, SCRIPT),
                 Target("R03", "rate", "2026-01-01/2026-06-30", None, 0.5, 2025, 0.75),
                 Target("P01", "people", "2026", None, None, None, 1000)),
        checks=("C04",),
        places={"mz-chokwe": ("Chokwé", w["level"]), "mz-evil": (EVIL, w["level"]), "mz-long": (LONG, w["level"])},
        labels={"sex": {"": w["sex"], "f": w["f"], "m": w["m"]},
                "measure": {"C01.cases": w["cases"], "R01.breaches": w["resolutions"], "R03.rate": w["share"],
                            "R03.ended": w["ended"], "P01.people": w["people"], "R05.median": w["median"]}},
        synthetic=True,
    )  # fmt: skip


def _sections(w: dict[str, str]) -> tuple[Section, ...]:
    quarters: list[tuple[Value, ...]] = [(w["q1"], 1234), (w["q2"], HIDDEN), ("Total", 1240)]
    crossed: list[tuple[Value, ...]] = [
        ("Chokwé", 120, 80, 200), (EVIL, HIDDEN, 41, HIDDEN), (LONG, 0, HIDDEN, HIDDEN), ("Total", 130, 125, 255),
    ]  # fmt: skip
    kinds: list[tuple[Value, ...]] = [
        (w["rate"], 2 / 3, None, None), (w["people"], None, 987, None), (w["median"], None, None, 24.5),
        (SCRIPT, None, HIDDEN, None), (EMOJI, 0.125, 0, 0.0),
    ]  # fmt: skip
    number = (Column("share", w["share"], "percent"), Column("n", w["people"], "int"), Column("d", w["days"], "number"))
    return (
        Section("opened", w["opened"], (w["note"], SCRIPT), (
            Table(w["by_quarter"], (Column("quarter", w["quarter"]), Column("cases", w["cases"], "int")), quarters,
                  rule=w["opened"], n=1240),
        ), chart=True),
        Section("resolved", w["resolutions"], (), (
            Table(w["by_place"], (Column("district", w["district"]), Column("sex:f", w["f"], "int"),
                                  Column("sex:m", w["m"], "int"), Column("total", "Total", "int")), crossed),
        ), chart=True),
        Section("kinds", w["kinds"], (), (
            Table(w["kinds"], (Column("what", w["what"]), *number), kinds, notes=(w["note"],)),
            Table(w["quarter"], (Column("on", w["quarter"], "date"), Column("n", w["cases"], "int")),
                  [(date(2026, 3, 31), 12), (None, 3)]),
        )),
    )  # fmt: skip


def _data() -> tuple[Datum, ...]:
    half, women, men = "2026-01-01/2026-06-30", (("sex", "f"),), (("sex", "m"),)
    resolved = [
        (None, (), 255), (None, women, 130), (None, men, 125),
        ("mz-chokwe", (), 200), ("mz-chokwe", women, 120), ("mz-chokwe", men, 80),
        ("mz-evil", (), HIDDEN), ("mz-evil", women, HIDDEN), ("mz-evil", men, 41),
        ("mz-long", (), HIDDEN), ("mz-long", women, 0), ("mz-long", men, HIDDEN),
    ]  # fmt: skip
    return (
        Datum("C01", "cases", "2026-Q1", None, (), 1234),
        Datum("C01", "cases", "2026-Q2", None, (), HIDDEN),
        Datum("C01", "cases", half, None, (), 1240),
        *(Datum("R01", "breaches", half, place, by, value) for place, by, value in resolved),
        Datum("R03", "rate", half, None, (), 2 / 3, "percent"),
        Datum("R03", "ended", half, None, (), 300),
        Datum("R03", "rate", half, "mz-chokwe", (), None, "percent"),
        Datum("P01", "people", "2026-04", None, (("sex", "f"), ("age_band", "=1+1")), 987),
        Datum("R05", "median", half, None, (), 24.5, "number"),
    )


def _definitions(w: dict[str, str]) -> tuple[Defined, ...]:
    def one(key: str, title: str, measure: str = "unit", **more: Any) -> Defined:
        said = (title, f"{title}?", f"{title} ({key})", "–", w["quarter"], w["cases"], "1")
        return Defined(key, *said, iati_measure=measure, **more)

    return (
        one("C01", w["opened"]),
        one("R01", w["resolutions"], sdg=("16.3", "16.6")),
        one("R03", w["rate"], "percentage"),
        one("P01", w["people"]),
        one("R05", w["median"], ascending=False),
    )
