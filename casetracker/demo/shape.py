"""The shape of the synthetic year: its sizes and shares, sourced or assumed; nobody types the figures it yields.

Facilities, advocates, resolutions: published figures of one health programme; shares and days: assumptions
(docs/decisions/the-synthetic-year.md gives the basis of each).
"""

from __future__ import annotations

FACILITIES = 62
ADVOCATES = 48
TEAMS = 6
CASES = 2000

MONTH_WEIGHT = {
    1: 0.9, 2: 0.95, 3: 0.95, 4: 0.95, 5: 1.1, 6: 1.35, 7: 1.05, 8: 0.95, 9: 0.9, 10: 0.95, 11: 1.15, 12: 0.8,
}  # fmt: skip
TYPE_GROUPS = {"PER": 0.30, "INF": 0.24, "MED": 0.18, "ACC": 0.10, "EQP": 0.08, "COR": 0.06, "RGT": 0.04}
CHANNELS = {
    "committee": 0.24, "assessment": 0.22, "walk_in": 0.18, "session": 0.14, "outreach": 0.08, "observed": 0.06,
    "dialogue": 0.04, "box_book": 0.02, "phone": 0.01, "referral_in": 0.01,
}  # fmt: skip
LEVELS = {"facility": 0.70, "district": 0.20, "province": 0.07, "national": 0.03}
MEDIAN_DAYS = {"PER": 14, "MED": 18, "COR": 30, "RGT": 25, "ACC": 40, "EQP": 60, "INF": 75}
SIGMA = 0.9
BREACHES = {1: 0.87, 2: 0.11, 3: 0.02}
CLIENT_KINDS = {
    "individual": 0.62, "community": 0.14, "group": 0.06, "family": 0.06, "committee": 0.04, "anonymous": 0.08,
}  # fmt: skip
FEMALE = 0.56
UNDER_18 = 0.20
AGES = {"18-19": 0.08, "20-24": 0.2, "25-49": 0.5, "50-59": 0.12, "60+": 0.1}
CHILD_AGES = {"0-4": 0.45, "5-9": 0.2, "10-14": 0.15, "15-17": 0.2}
RESOLVED = 0.81
PARTIAL = 0.18
NOT_RESOLVED = 0.09
REOPENED = 0.04
CONFIRMED = 0.88
CONFIRMED_BY = {"client": 0.62, "committee": 0.25, "worker": 0.13}
SILENT = 0.5
"""of the cases that nobody brings to an end, those that are forgotten after the first steps"""
COMES_AGAIN = 0.06

LADDER: dict[str, tuple[tuple[str, str], ...]] = {
    "facility": (("dialogue_staff", "provider"), ("dialogue_dir", "facility_dir")),
    "district": (("dialogue_dir", "facility_dir"), ("letter_district", "sdsmas")),
    "province": (("dialogue_dir", "facility_dir"), ("letter_district", "sdsmas"), ("letter_province", "dps_sps")),
    "national": (
        ("dialogue_dir", "facility_dir"), ("letter_district", "sdsmas"), ("letter_province", "dps_sps"),
        ("letter_national", "misau"),
    ),
}  # fmt: skip
RELIEF = {
    "MED": ("supply_delivered", "service_restored"), "INF": ("repaired", "repaired", "procedure_changed"),
    "EQP": ("equipment_provided", "repaired"), "PER": ("conduct_corrected", "apology", "discipline"),
    "COR": ("discipline", "apology", "procedure_changed"), "ACC": ("service_restored", "procedure_changed"),
    "RGT": ("information_given", "procedure_changed"),
}  # fmt: skip
UNRESOLVED_REASONS = {
    "exhausted": 0.3, "client_withdrew": 0.25, "no_resources": 0.2, "unreachable": 0.15, "not_substantiated": 0.1,
}  # fmt: skip
