"""Planning situations and who gets what in them, worked out by hand.

Each function is one situation: its docstring is a table that :mod:`situation` reads.
"""


def the_first_is_served_first():
    """
    stock FIN 4
    supply M1 mts FIN 3 d5
    demand 1 S1 row FIN 3
    demand 2 S2 row FIN 3
    demand 3 S3 row FIN 3
    expect S1 in_stock 0 - stock:3 3
    expect S2 expected 0 d5 stock:1,M1:2 1
    expect S3 not_available 2 - M1:1 0
    customers M1 S2:2,S3:1
    figures FIN 4 9 3 -2
    """


def who_cannot_be_served_in_full_keeps_what_he_takes():
    """
    stock FIN 3
    demand 1 S1 row FIN 5
    demand 2 S2 row FIN 2
    expect S1 not_available 2 - stock:3 3
    expect S2 not_available 2 - - 0
    """


def the_earlier_supply_goes_to_the_higher_rank():
    """
    supply M1 mts FIN 2 d9
    supply T1 receipt FIN 2 d3
    demand 1 S1 row FIN 2
    demand 2 S2 row FIN 2
    expect S1 expected 0 d3 T1:2 0
    expect S2 expected 0 d9 M1:2 0
    """


def an_overdue_receipt_counts_as_today():
    """
    supply T1 receipt FIN 2 d-3
    demand 1 S1 row FIN 2
    expect S1 expected 0 d0 T1:2 0
    """


def components_by_rank():
    """
    stock PART 5
    supply T1 receipt PART 4 d3
    demand 1 M1 part PART 4
    demand 2 M2 part PART 4
    demand 3 M3 part PART 4
    expect M1 in_stock 0 - stock:4 4
    expect M2 expected 0 d3 stock:1,T1:3 1
    expect M3 not_available 3 - T1:1 0
    """


def rows_and_components_on_one_line():
    """
    stock PART 5
    demand 1 S1 row PART 2
    demand 2 M1 part PART 2
    demand 3 S2 row PART 2
    expect S1 in_stock 0 - stock:2 2
    expect M1 in_stock 0 - stock:2 2
    expect S2 not_available 1 - stock:1 1
    """


def at_one_rank_the_row_before_the_component():
    """
    stock PART 3
    bill FIN = 1 PART
    demand 1 S1.1 row FIN 2
    demand 1 S1.2 row PART 2
    do make S1.1
    expect S1.2 in_stock 0 - stock:2 2
    expect S1.1 expected 0 * * 0
    ingredients S1.1 not_available
    """


def moved_to_the_top():
    """
    stock FIN 3
    demand 1 S1 row FIN 3
    demand 2 S2 row FIN 2
    do move S2 before S1
    expect S2 in_stock 0 - stock:2 2
    expect S1 not_available 2 - stock:1 1
    """


def made_to_order_by_its_mo_and_nothing_else():
    """
    stock FIN 3
    supply M1 mto FIN 3 d5 for S1
    demand 1 S1 row FIN 3
    demand 2 S2 row FIN 3
    expect S1 expected 0 d5 M1:3 0
    expect S2 in_stock 0 - stock:3 3
    figures FIN 3 3 0 0
    """


def an_mo_to_order_serves_nobody_else():
    """
    supply M1 mto FIN 5 d5 for S2
    demand 1 S1 row FIN 2
    demand 2 S2 row FIN 5
    expect S1 not_available 2 - - 0
    expect S2 expected 0 d5 M1:5 0
    """


def made_in_part():
    """
    stock FIN 10
    supply M1 mto FIN 3 d6 for S1
    demand 1 S1 row FIN 5 made=2
    demand 2 S2 row FIN 8
    expect S1 expected 0 d6 stock:2,M1:3 2
    expect S2 in_stock 0 - stock:8 8
    """


def own_output_before_rank_the_rest_by_rank():
    """
    stock FIN 6
    demand 1 S1 row FIN 2
    demand 2 S2 row FIN 7 made=5
    expect S1 not_available 1 - stock:1 1
    expect S2 not_available 2 - stock:5 5
    """


def what_came_after_a_loss_goes_by_rank():
    """
    stock FIN 3
    demand 1 S1 row FIN 2
    demand 2 S2 row FIN 5 made=3
    do arrive FIN 2
    expect S1 in_stock 0 - stock:2 2
    expect S2 not_available 2 - stock:3 3
    """


def surplus_of_a_finished_mo_to_order():
    """
    stock FIN 5
    demand 1 S1 row FIN 3 made=5
    demand 2 S2 row FIN 2
    expect S1 in_stock 0 - stock:3 3
    expect S2 in_stock 0 - stock:2 2
    """


def surplus_still_in_post_production():
    """
    stock FIN 5 at POST
    supply T1 moving FIN 5 d1
    demand 1 S1 row FIN 3 made=5
    demand 2 S2 row FIN 2
    expect S1 expected 0 d1 T1:3 0
    expect S2 expected 0 d1 T1:2 0
    """


def a_subassembly_is_for_its_parent():
    """
    supply M2 sub SUB 4 d3 for M1
    demand 1 S1 row SUB 2
    demand 2 M1 part SUB 4
    expect S1 not_available 2 - - 0
    expect M1 expected 0 d3 M2:4 0
    """


def picked_beyond_the_order():
    """
    stock FIN 5
    demand 1 S1 row FIN 3
    demand 2 S2 row FIN 2 picked=5
    expect S1 not_available 3 - - 0
    expect S2 picked 0 - stock:5 5
    """


def typed_and_not_ticked_wins_too():
    """
    stock FIN 5
    demand 1 S1 row FIN 5
    demand 2 S2 row FIN 5 typed=3
    expect S1 not_available 3 - stock:2 2
    expect S2 not_available 2 - stock:3 3
    """


def a_firm_promise_keeps_what_it_holds():
    """
    stock FIN 5
    demand 1 S1 row FIN 5
    demand 2 S2 row FIN 3 firm=3
    expect S1 not_available 3 - stock:2 2
    expect S2 in_stock 0 - stock:3 3
    """


def on_its_way_through_output():
    """
    stock FIN 2
    stock FIN 3 at OUTPUT
    demand 1 S1 row FIN 2
    demand 2 S2 row FIN 3 output=3
    expect S1 in_stock 0 - stock:2 2
    expect S2 picked 0 - stock:3 3
    """


def goods_in_input_are_expected():
    """
    stock FIN 2 at INPUT
    supply T1 moving FIN 2 d2
    demand 1 S1 row FIN 3
    expect S1 not_available 1 - T1:2 0
    """


def a_transfer_without_an_order_comes_first():
    """
    stock FIN 3
    demand 1 S1 row FIN 2
    demand - T1 out FIN 2 day=d9
    expect S1 not_available 1 - stock:1 1
    """


def a_short_row_claims_its_parts():
    """
    stock PART 2
    bill FIN = 1 PART
    demand 1 S1 row FIN 2
    demand 2 M1 part PART 2
    expect S1 not_available 2 - - 0
    ingredients S1 in_stock
    expect M1 not_available 2 - - 0
    """


def only_for_what_it_is_short_of():
    """
    stock FIN 3
    stock PART 3
    bill FIN = 1 PART
    demand 1 S1 row FIN 5
    demand 2 M1 part PART 2
    expect S1 not_available 2 - stock:3 3
    ingredients S1 in_stock
    expect M1 not_available 1 - stock:1 1
    """


def a_kit_inside_a_kit():
    """
    stock LEG 4
    bill KIT = 4 LEG kit
    bill OUTER = 1 KIT kit
    bill TABLE = 1 KIT + 1 OUTER
    demand 1 S1 row TABLE 1
    expect S1 not_available 1 - - 0
    ingredients S1 not_available
    """


def parts_inside_a_kit_are_retaken_by_a_drag():
    """
    stock PART 12
    bill KIT = 1 PART kit
    bill TABLE = 1 KIT
    demand 1 S1 row TABLE 3
    demand 2 M1 part PART 3
    demand 3 S2 row TABLE 7
    do move S2 before S1
    ingredients S2 in_stock
    expect M1 not_available 1 - stock:2 2
    """


def a_by_product_is_expected():
    """
    bill FIN = 1 PART by 1 BY
    supply M1 mts FIN 3 d4
    demand 1 S1 row BY 2
    expect S1 expected 0 d4 M1:2 0
    """


def its_own_by_product_feeds_no_mo():
    """
    bill FIN = 1 CHIP by 1 CHIP
    supply M1 mts FIN 2 d4
    demand 1 M1 part CHIP 2
    demand 2 M2 part CHIP 2
    expect M1 not_available 2 - - 0
    expect M2 expected 0 d4 M1:2 0
    """


def goods_of_somebody_else():
    """
    stock FIN 5 of OTHER
    stock FIN 1
    demand 1 S1 row FIN 3
    expect S1 not_available 2 - stock:1 1
    figures FIN 1 3 0 -2
    """


def somebody_else_s_goods_on_their_way():
    """
    supply T1 owned FIN 3 d2
    demand 1 S1 row FIN 3
    expect S1 not_available 3 - - 0
    figures FIN 0 3 0 -3
    """


def below_zero_in_the_other_warehouse():
    """
    stock FIN 5
    stock FIN -3 at W2
    demand 1 S1 row FIN 5
    demand 2 S2 row FIN 1 at=W2
    expect S1 in_stock 0 - stock:5 5
    expect S2 not_available 1 - - 0
    """


def below_zero_on_a_shelf():
    """
    stock FIN 5
    stock FIN -3 at SHELF
    demand 1 S1 row FIN 5
    expect S1 not_available 3 - stock:2 2
    """


def a_dozen():
    """
    stock FIN 6
    demand 1 S1 row FIN 1 unit=dozen
    expect S1 not_available 0.5 - stock:6 6
    """


def coming_back_from_a_customer():
    """
    supply T1 return FIN 2 d3
    demand 1 S1 row FIN 2
    expect S1 expected 0 d3 T1:2 0
    figures FIN 0 2 2 0
    """


def the_rest_is_not_delivered():
    """
    stock FIN 2
    demand 1 S1 row FIN 5 shipped=3
    demand 2 S2 row FIN 2
    do drop S1
    expect S1 picked 0 - - 0
    expect S2 in_stock 0 - stock:2 2
    """


def shipped_in_part():
    """
    stock FIN 1
    demand 1 S1 row FIN 6 shipped=3
    expect S1 not_available 2 - stock:1 1
    """


def a_draft_is_neither_supply_nor_demand():
    """
    supply M1 draft FIN 3 d2
    demand 1 S1 row FIN 3
    expect S1 not_available 3 - - 0
    figures FIN 0 3 0 -3
    """


def all_made_to_order_from_the_top():
    """
    stock FIN 4
    bill FIN = 1 PART
    demand 1 S1 row FIN 3
    demand 2 S2 row FIN 3
    demand 3 S3 row FIN 1
    do make S1 S2 S3
    expect S1 in_stock 0 - stock:3 3
    expect S2 expected 0 * * 0
    expect S3 in_stock 0 - stock:1 1
    """


def made_to_order_at_once_the_last_mo_holds_what_is_left():
    """
    stock PART 12
    bill FIN = 2 PART
    demand 1 S1.1 row FIN 4
    demand 1 S1.2 row PART 1
    demand 2 S2 row FIN 3
    do make S1.1 S2
    expect S1.2 in_stock 0 - stock:1 1
    ingredients S1.1 in_stock
    ingredients S2 not_available
    """
