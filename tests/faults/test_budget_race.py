"""Many clicks of one person at the same moment, again and again: never more dots than the budget."""

import random
from functools import partial

from actions import voting
from domain.voting import Ballot
from storage import voting as voting_store
from storage.database import Database, reading
from tests.at_once import at_once
from tests.builders import a_person, a_workshop, an_open_round, option_ids
from tests.faults.figures import measured
from tests.faults.forms import forms

BUDGET, MAXIMUM = 5, 2


@forms("plan", short=(50, 10), long=(1000, 200))
def test_however_many_clicks_come_at_once_they_never_exceed_the_budget(
    any_database: Database, plan: tuple[int, int]
) -> None:
    rounds, clicks = plan
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id, options=12, budget=BUDGET, maximum=MAXIMUM)
    options = option_ids(workshop_id, round_id)
    expected = 0
    for number in range(rounds):
        chance = random.Random(number)
        person = a_person(workshop_id, f"Person {number}")
        wishes = [{chance.choice(options): chance.choice((1, 1, 2, 0))} for _ in range(clicks)]
        fill = partial(voting.fill_ballot, person, round_id)
        results = at_once([partial(fill, wish) for wish in wishes])
        assert {each for each in results if isinstance(each, str)} <= {"no_dots_left"}
        seen = max(len(each.dots) for each in results if isinstance(each, Ballot))
        mine = voting.my_ballot(person, round_id)
        assert max(seen, len(mine.dots)) <= BUDGET
        assert all(count <= MAXIMUM for count in mine.counts().values())
        expected += len(mine.dots)
    with reading() as tx:
        assert sum(voting_store.totals(tx, round_id).values()) == expected
    measured("budget race", database=any_database.url.partition(":")[0], rounds=rounds, at_once=clicks, overruns=0)
