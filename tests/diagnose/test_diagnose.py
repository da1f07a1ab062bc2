"""Diagnosis on known systems: every smallest repair and nothing else, the slips by name, the same on every run."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reportminer.diagnose import diagnose
from reportminer.diagnose.search import MAX_CHANGES
from reportminer.model import Analysis, Change, Document, Quantity, Relation, Repair
from reportminer.relate.evaluate import evaluate

MINUS = (Decimal(1), Decimal(-1))
DOCUMENT = Document("fixture", "", "text/plain", "")
SCALES = {"亿元": 10**8, "万元": 10**4, "千元": 1000, "元": 1}


def amount(id: str, printed: str, **fields) -> Quantity:
    """A figure as printed, such as 638元 or 9.9%, placed in the order in which it is made."""
    unit = next((word for word in (*SCALES, "%", "人") if printed.endswith(word)), "")
    number, scale = Decimal(printed.removesuffix(unit)), Decimal(SCALES.get(unit, 1))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    step = None if unit == "人" else scale * Decimal(10) ** exponent
    half = step / 2 if step is not None else Decimal(0)
    kind = {"%": "percentage", "人": "headcount"}.get(unit, "amount")
    amount.place += 100
    value = number * scale
    known = {"start": amount.place, "end": amount.place + len(printed), "low": value - half, "high": value + half}
    spans = {"core_start": amount.place, "core_end": amount.place + len(printed), "low_open": False, "high_open": False}
    base = unit if kind != "amount" else "元"
    named = {"text": printed, "kind": kind, "value": value, "unit": base, "stated_unit": unit, "bound": "exact"}
    return replace(Quantity(id=id, step=step, **named, **known, **spans), **fields)


amount.place = 0


def repaired(figures: Sequence[Quantity], *claims: tuple) -> tuple[Repair, ...]:
    """Claims are (type, lhs, rhs) with ids apart by spaces, and a dict of further fields where needed."""
    quantities = {figure.id: figure for figure in figures}
    relations = []
    for number, (kind, lhs, rhs, *more) in enumerate(claims, 1):
        fields = more[0] if more else {}
        draft = Relation(f"r{number}", kind, tuple(lhs.split()), tuple(rhs.split()), **fields)
        relations.append(evaluate(draft, quantities))
    return diagnose(Analysis(DOCUMENT, quantities=tuple(figures), relations=tuple(relations)))


def sets(repairs: Sequence[Repair]) -> set[frozenset[tuple[str, str]]]:
    """Every way to settle all repairs together: which figures become what."""
    ways = [
        [[(change.quantity, str(change.to)) for change in one.changes] for one in each.explanations] for each in repairs
    ]
    return {frozenset(change for one in chosen for change in one) for chosen in product(*ways)}


def cells(values: str) -> list[Quantity]:
    return [amount(str(number), value) for number, value in enumerate(values.split(","), 1)]


CASH_BUDGET = "50,900,100,1250,1120,20,80,1220,30,80,80,1110,90,1200,1130,40,20,1120,10,90"
CASH_CLAIMS = (
    ("sum", "4", "2 3"),
    ("sum", "8", "5 6 7"),
    ("sum", "14", "12 13"),
    ("sum", "18", "15 16 17"),
    ("sum", "9", "4 8", {"factors": MINUS}),
    ("sum", "19", "14 18", {"factors": MINUS}),
    ("sum", "10", "1 9"),
    ("sum", "20", "11 19"),
)


def test_a_cash_budget_of_twenty_cells_has_exactly_two_smallest_repairs():
    """The example of Flesca, Furfaro and Parisi on repairing data that violate aggregate constraints."""
    repairs = repaired(cells(CASH_BUDGET), *CASH_CLAIMS)
    assert sets(repairs) == {
        frozenset({("2", "1150"), ("18", "1190")}),
        frozenset({("3", "350"), ("18", "1190")}),
    }


def test_what_all_smallest_sets_share_is_certain_and_the_rest_is_not():
    first, second = repaired(cells(CASH_BUDGET), *CASH_CLAIMS)
    assert first.relations == ("r1",) and [one.certain for one in first.explanations] == [False, False]
    assert second.relations == ("r4", "r6") and [one.certain for one in second.explanations] == [True]


def test_rounding_alone_needs_no_repair():
    """The example of Scholtus (2008) on rounding errors in balanced accounts."""
    figures = cells("12,4,15,4,3,1,8,11,27,41,-13")
    claims = (
        ("sum", "3", "1 2"),
        ("equal", "2", "4"),
        ("sum", "8", "5 6 7"),
        ("sum", "9", "3 8"),
        ("sum", "11", "9 10", {"factors": MINUS}),
    )
    quantities = {figure.id: figure for figure in figures}
    statuses = []
    for kind, lhs, rhs, *more in claims:
        fields = more[0] if more else {}
        relation = Relation("r", kind, tuple(lhs.split()), tuple(rhs.split()), **fields)
        statuses.append(evaluate(relation, quantities).status)
    assert statuses == ["rounding", "consistent", "rounding", "rounding", "rounding"]
    assert repaired(figures, *claims) == ()


def test_a_figure_that_two_other_places_state_settles_three_relations():
    figures = [
        amount("all", "1118.00千元"),
        amount("dues", "1080.00千元"),
        amount("aid", "68.00千元"),
        amount("all2", "1118.00千元"),
        amount("dues2", "1050.00千元"),
        amount("aid2", "68.00千元"),
        amount("dues3", "105万元"),
    ]
    repairs = repaired(
        figures,
        ("sum", "all", "dues aid"),
        ("sum", "all2", "dues2 aid2"),
        ("equal", "all", "all2"),
        ("equal", "dues", "dues2"),
        ("equal", "dues", "dues3"),
        ("equal", "dues2", "dues3"),
    )
    assert [repair.relations for repair in repairs] == [("r1", "r4", "r5")]
    (explanation,) = repairs[0].explanations
    assert explanation.changes == (Change("dues", Decimal(1080000), Decimal(1050000), "restated"),)
    assert explanation.certain


def first_change(repairs: Sequence[Repair]) -> tuple[str, str, str]:
    change = repairs[0].explanations[0].changes[0]
    return change.quantity, str(change.to), change.why


def test_a_lost_thousand_is_named_before_other_repairs():
    figures = [amount("t", "4314.39千元"), amount("a", "1871.9千元"), amount("b", "1804.5千元"), amount("c", "638元")]
    repairs = repaired(figures, ("sum", "t", "a b c"))
    assert first_change(repairs) == ("c", "638000", "unit")
    assert {one.changes[0].quantity for one in repairs[0].explanations} == {"t", "a", "b", "c"}
    assert not repairs[0].explanations[0].certain


def test_a_lost_ten_thousand_is_found_through_figures_that_are_only_lower_bounds():
    over = {"bound": "over", "low_open": False, "high_open": True}
    figures = [
        amount("a", "2.5万元", text="2.5万余元", low=Decimal(25000), high=Decimal(26000), **over),
        amount("b", "10万元", text="10万余元", low=Decimal(100000), high=Decimal(110000), **over),
        amount("t", "12.5元", text="12.5余元", low=Decimal("12.5"), high=Decimal("12.6"), **over),
    ]
    repairs = repaired(figures, ("sum", "t", "a b"))
    assert [one.changes for one in repairs[0].explanations] == [
        (Change("t", Decimal("12.5"), Decimal(125000), "unit"),)
    ]


def test_a_wrong_digit_in_a_rate_is_named_with_the_printed_precision():
    down = {"direction": "down"}
    figures = [amount("now", "2882.84千元"), amount("less", "26.42千元", **down), amount("rate", "9.9%", **down)]
    repairs = repaired(figures, ("rate", "rate", "less now", {"form": "change_current"}))
    assert first_change(repairs) == ("rate", "0.9", "digit")


@pytest.mark.parametrize(
    ("printed", "value", "why"),
    [
        ("2753.76万元", "2757600", "digit"),
        ("257.76万元", "2757600", "transposition"),
        ("2757.6万元", "2757600", "decimal_point"),
        ("27.576万元", "2757600", "decimal_point"),
        ("275.76元", "2757600", "unit"),
        ("275.76千元", "2757600", "unit"),
        ("375.76万元", "2757600", "digit"),
        ("75.76万元", "2757600", "digit"),
        ("-275.76万元", "2757600", "sign"),
    ],
)
def test_each_kind_of_slip_in_a_total_that_is_bound_otherwise_is_named(printed: str, value: str, why: str):
    """The parts hold elsewhere, so that only the total can be wrong."""
    figures = [
        amount("t", printed),
        amount("a", "251.21万元"),
        amount("b", "24.55万元"),
        amount("a2", "251.21万元"),
        amount("b2", "24.55万元"),
    ]
    repairs = repaired(figures, ("sum", "t", "a b"), ("equal", "a", "a2"), ("equal", "b", "b2"))
    if printed == "257.76万元":
        assert first_change(repairs)[:2] == ("t", value)
    else:
        assert first_change(repairs) == ("t", value, why)
    assert repairs[0].explanations[0].certain


def test_two_figures_that_changed_places_are_named_together():
    repairs = repaired([amount("t", "30万元"), amount("a", "100万元"), amount("b", "70万元")], ("sum", "t", "a b"))
    changes = repairs[0].explanations[0].changes
    assert [(change.quantity, str(change.to), change.why) for change in changes] == [
        ("t", "1000000", "swap"),
        ("a", "300000", "swap"),
    ]


def test_a_word_of_direction_turned_round_is_a_sign():
    up, down = {"direction": "up"}, {"direction": "down"}
    figures = [amount("now", "8.00万元"), amount("less", "2.00万元", **down), amount("rate", "20%", **up)]
    repairs = repaired(figures, ("rate", "rate", "less now", {"form": "change_current"}))
    assert first_change(repairs) == ("rate", "-20", "sign")


def test_values_of_a_million_million_are_exact():
    figures = [amount("t", "1000000000000元"), amount("a", "600000000000元"), amount("b", "400000000010元")]
    repairs = repaired(figures, ("sum", "t", "a b"))
    assert {(one.changes[0].quantity, str(one.changes[0].to)) for one in repairs[0].explanations} == {
        ("t", "1000000000010"),
        ("a", "599999999990"),
        ("b", "400000000000"),
    }


def test_a_relation_that_holds_protects_its_figures():
    figures = [amount("t", "100.00万元"), amount("a", "60.00万元"), amount("b", "30.00万元"), amount("a2", "60.00万元")]
    repairs = repaired(figures, ("sum", "t", "a b"), ("equal", "a", "a2"))
    assert {one.changes[0].quantity for one in repairs[0].explanations} == {"t", "b"}


def test_weak_relations_neither_bind_nor_break():
    figures = [amount("t", "100.00万元"), amount("a", "60.00万元"), amount("b", "30.00万元")]
    assert repaired(figures, ("sum", "t", "a b", {"strength": "weak"})) == ()


def test_people_are_mended_to_whole_people():
    figures = [amount("t", "45人"), amount("a", "20人"), amount("b", "24人"), amount("rate", "44.4%")]
    for repair in repaired(figures, ("sum", "t", "a b"), ("share", "rate", "a t")):
        for explanation in repair.explanations:
            for change in explanation.changes:
                assert change.quantity == "rate" or change.to == change.to.to_integral_value()


def test_a_search_without_end_gives_a_reason():
    figures = [amount(f"q{number}", f"{number * 7 % 10 + 1}.00万元") for number in range(60)]
    claims = [("sum", f"q{number}", f"q{number + 1} q{number + 2} q{number + 3}") for number in range(57)]
    repairs = repaired(figures, *claims)
    assert repairs and all(repair.explanations or repair.reason for repair in repairs)
    assert any(repair.reason for repair in repairs)


def test_a_group_too_large_to_search_says_so():
    parts = [amount(f"p{number}", f"{number + 11}.37万元") for number in range(80)]
    names = " ".join(part.id for part in parts)
    figures = [amount("t", "1.00万元"), amount("u", "2.00万元"), *parts, amount("w", "3.00万元")]
    (repair,) = repaired(figures, ("sum", "t", names), ("sum", "u", names), ("sum", "w", names))
    assert repair.explanations == () and repair.reason == "牵连的数字太多，没有逐一推断"


def test_a_report_without_contradiction_has_no_repairs():
    figures = [amount("t", "90.00万元"), amount("a", "60.00万元"), amount("b", "30.00万元")]
    assert repaired(figures, ("sum", "t", "a b")) == ()


numbers = st.integers(1, 9999)


@given(st.lists(numbers, min_size=2, max_size=5), st.integers(-5000, 5000).filter(bool))
@settings(max_examples=60, deadline=None)
def test_every_repair_makes_every_relation_hold_and_none_is_larger_than_needed(parts: list[int], error: int):
    total = sum(parts) + error
    if total <= 0:
        return
    figures = [amount("t", f"{total}元"), *(amount(f"p{n}", f"{part}元") for n, part in enumerate(parts))]
    names = " ".join(f"p{n}" for n in range(len(parts)))
    repairs = repaired(figures, ("sum", "t", names))
    claim = Relation("r", "sum", ("t",), tuple(names.split()))
    quantities = {figure.id: figure for figure in figures}
    if evaluate(claim, quantities).status != "inconsistent":
        assert repairs == ()
        return
    for explanation in repairs[0].explanations:
        mended = dict(quantities)
        for change in explanation.changes:
            old = mended[change.quantity]
            assert change.from_ == old.value and change.to != old.value and len(explanation.changes) <= MAX_CHANGES
            width = Decimal("0.5") * (change.to / old.value if change.why in ("unit", "decimal_point") else 1)
            mended[change.quantity] = replace(
                old, value=change.to, low=change.to - abs(width), high=change.to + abs(width)
            )
        assert evaluate(claim, mended).status in ("consistent", "rounding")


@given(st.permutations(range(len(CASH_CLAIMS))))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_relations_changes_nothing_but_their_names(order: list[int]):
    expected = sets(repaired(cells(CASH_BUDGET), *CASH_CLAIMS))
    assert sets(repaired(cells(CASH_BUDGET), *(CASH_CLAIMS[place] for place in order))) == expected


def test_the_same_analysis_gives_the_same_answer_every_time():
    figures = cells(CASH_BUDGET)
    assert len({repr(repaired(figures, *CASH_CLAIMS)) for _ in range(5)}) == 1


def with_habit(*figures: Quantity) -> list[Quantity]:
    """The figures, and enough others that the report has the habit of 万元 with two decimals."""
    return [*figures, *(amount(f"other{number}", f"{number}1.25万元") for number in range(1, 7))]


RATE = {"form": "change_current"}


def test_the_figure_in_an_unusual_unit_is_blamed():
    figures = with_habit(
        amount("level", "1674.58元"), amount("change", "18.75万元", role="decrease"), amount("rate", "1.11%")
    )
    figures = [replace(one, direction="down") if one.id in ("change", "rate") else one for one in figures]
    assert first_change(repaired(figures, ("rate", "rate", "change level", RATE))) == ("level", "16745800", "unit")


def test_the_figure_with_unusual_decimals_is_blamed():
    figures = with_habit(amount("part", "1.162万元"), amount("whole", "14.00万元"), amount("share", "83%"))
    assert first_change(repaired(figures, ("share", "share", "part whole"))) == ("part", "116200", "decimal_point")


def test_a_zero_in_front_gives_a_lost_point_away():
    figures = [amount("all", "20.0万元"), replace(amount("each", "8万元"), text="08万元"), amount("times", "25人")]
    assert first_change(repaired(figures, ("product", "all", "each times"))) == ("each", "8000", "decimal_point")


def test_a_zero_lost_before_the_point_is_a_lost_digit():
    figures = [amount("t", "340.00万元"), amount("a", "2150.00万元"), amount("b", "1250.00万元")]
    assert first_change(repaired(figures, ("sum", "t", "a b"))) == ("t", "34000000", "digit")


def test_a_rate_is_repaired_at_its_own_decimals():
    figures = [amount("rate", "1.62%"), amount("part", "23.20万元"), amount("whole", "142.95万元")]
    changes = [one.changes[0] for one in repaired(figures, ("share", "rate", "part whole"))[0].explanations]
    assert ("rate", Decimal("16.23")) in [(change.quantity, change.to) for change in changes]


def test_a_rounder_statement_elsewhere_does_not_replace_an_exact_total():
    figures = [
        amount("t", "8108.30万元"),
        amount("a", "2604.40万元"),
        amount("b", "348.20万元"),
        amount("c", "5215.70万元"),
        amount("about", "0.82亿元"),
    ]
    claims = (("sum", "t", "a b c"), ("equal", "about", "t"))
    assert first_change(repaired(figures, *claims)) == ("t", "81683000", "digit")


def test_two_slips_in_one_cluster_are_two_repairs_with_their_own_relations():
    figures = [
        amount("t", "8108.30万元"),
        amount("a", "2604.40万元"),
        amount("b", "348.20万元"),
        amount("c", "5215.70万元"),
        amount("pa", "31.88%"),
        amount("pb", "4.26%"),
        amount("pc", "68.35%"),
        amount("hint", "68.35%"),
    ]
    claims = (
        ("sum", "t", "a b c"),
        ("share", "pa", "a t"),
        ("share", "pb", "b t"),
        ("share", "pc", "c t"),
        ("partition", "", "pa pb pc", {"constant": Decimal(100)}),
    )
    changes = [change for one in repaired(figures, *claims) for change in one.explanations[0].changes]
    assert {(change.quantity, str(change.to), change.why) for change in changes} == {
        ("t", "81683000", "digit"),
        ("pc", "63.85", "transposition"),
    }


def test_a_broken_bound_lists_the_nearest_of_the_values_that_a_slip_leaves_open():
    figures = [amount("part", "94人"), amount("whole", "57人")]
    explanations = repaired(figures, ("part_of", "part", "whole"))[0].explanations
    values = [(one.changes[0].quantity, str(one.changes[0].to)) for one in explanations]
    assert len(values) == len(set(values)) <= 40
    assert {("part", "49"), ("part", "54"), ("whole", "97")} <= set(values)


def test_a_printed_zero_is_not_taken_for_a_slip_of_another_number():
    figures = [amount("t", "11.45万元"), amount("nothing", "0万元"), amount("b", "11.54万元")]
    first = first_change(repaired(figures, ("sum", "t", "nothing b")))
    assert first[2] == "transposition" and first[0] in ("t", "b")


def listed(repairs: Sequence[Repair]) -> list[tuple[str, str, str]]:
    """The changes of the first repair's explanations, in their order."""
    return [(change.quantity, str(change.to), change.why) for one in repairs[0].explanations for change in one.changes]


def test_every_usual_slip_that_rounding_leaves_open_in_a_rate_is_listed():
    down = {"direction": "down"}
    figures = [amount("less", "18.70万元", **down), amount("now", "1674.58万元"), amount("rate", "1.11%", **down)]
    changes = listed(repaired(figures, ("rate", "rate", "less now", RATE)))
    assert {("less", f"18{digit}00", "digit") for digit in range(72, 80)} <= set(changes)
    assert ("rate", "1.1", "digit") in changes


def test_a_moved_point_in_a_rate_is_likelier_than_three_decimals():
    figures = [amount("rate", "5.902%"), amount("part", "1503.47万元"), amount("whole", "2547.24万元")]
    changes = listed(repaired(figures, ("share", "rate", "part whole")))
    assert changes[0] == ("rate", "59.02", "decimal_point")


def test_a_digit_lost_at_the_end_of_a_whole_is_among_the_slips():
    changes = listed(repaired([amount("part", "3915人"), amount("whole", "846人")], ("part_of", "part", "whole")))
    assert ("whole", "8460", "digit") in changes and ("whole", "8546", "digit") in changes


def test_a_difference_without_a_direction_is_mended_whichever_figure_is_the_greater():
    figures = [amount("left", "73.80万元"), amount("spent", "32718.0万元"), amount("had", "3345.60万元")]
    changes = listed(repaired(figures, ("change", "left", "spent had")))
    assert changes[0] == ("spent", "32718000", "decimal_point")


def test_a_rough_statement_elsewhere_does_not_hide_a_usual_slip():
    about = {"bound": "about", "low": Decimal(32715000), "high": Decimal(32725000)}
    figures = [amount("exact", "3721.80万元"), amount("about", "3272万元", **about)]
    changes = listed(repaired(figures, ("equal", "about", "exact")))
    assert changes.index(("exact", "32718000", "transposition")) < changes.index(("exact", "32720000", "restated"))


def test_a_relation_that_a_figure_is_nothing_to_does_not_bind_it():
    figures = [
        amount("all", "3098.46万元"),
        amount("staff", "2050.86万元"),
        amount("projects", "1047.60万元"),
        amount("meals", "18.32元"),
        amount("a", "6.38万元"),
        amount("b", "11.94万元"),
    ]
    repairs = repaired(
        figures, ("sum", "all", "staff projects meals", {"strength": "implied"}), ("sum", "meals", "a b")
    )
    assert first_change(repairs) == ("meals", "183200", "unit")


def test_a_usual_slip_beside_an_unusual_fault_is_named():
    figures = [
        amount("here", "3659.69万元"),
        amount("there", "6359.69万元"),
        amount("other", "6142.08万元"),
        amount("less", "817.61万元"),
    ]
    repairs = repaired(figures, ("equal", "here", "there"), ("sum", "there", "other less"))
    assert ("here", "63596900", "restated") in [change for one in repairs for change in listed([one])]


def test_a_figure_that_many_places_state_alike_is_not_searched_with_others():
    figures = [amount("t", "100.00万元"), amount("a", "60.00万元"), amount("b", "37.00万元")]
    claims: list[tuple] = [("sum", "t", "a b")]
    for name, printed in (("t", "100.00万元"), ("a", "60.00万元"), ("b", "37.00万元")):
        for number in range(200):
            figures.append(amount(f"{name}{number}", printed))
            claims.append(("equal", name, f"{name}{number}"))
    (repair,) = repaired(figures, *claims)
    assert repair.reason == f"改动{MAX_CHANGES}处以内的数字不能使各式同时成立"
    assert ("a", "630000", "digit") in listed([repair])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (("38.4万元", "2000元", "61人", "12元"), ("n", "16", "transposition")),
        (("38.4元", "2000元", "16人", "12元"), ("t", "384000", "unit")),
        (("83.4万元", "2000元", "16人", "12元"), ("t", "384000", "transposition")),
    ],
)
def test_a_slip_in_a_product_of_three_factors_is_named(printed: tuple[str, ...], expected: tuple[str, str, str]):
    figures = [amount(id, text) for id, text in zip("tpnm", printed, strict=True)]
    months = replace(figures[-1], kind="duration", unit="个月")
    repairs = repaired([*figures[:-1], months], ("product", "t", "p n m"))
    assert first_change(repairs) == expected
