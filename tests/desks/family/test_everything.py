"""All that we hold, on a page and in a file: as much as the pages show and no more, kept by no browser."""

import json

from django.urls import reverse

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.families.queries import family_for
from tests.factories.accounts import make_posting
from tests.factories.door import seated
from tests.factories.families import TODAY

FILE, PAGE = reverse("family:everything-file"), reverse("family:everything")


def looked_at(family, county) -> None:
    posting = make_posting(Role.OUTREACH_WORKER, county.centres[0])
    by = Who(posting.user.reference, posting.reference, Desk.CENTRE.value)
    family_for(viewer=viewer_of(posting.user, on=TODAY), reference=family.reference, on=TODAY, by=by)


def test_the_file_has_what_is_hers(mother, family, county):
    looked_at(family, county)
    health = reverse("family:choice", args=["share--health_visiting"])
    mother.post(health, {"given": "yes", "wording": "", "token": "a-token"})
    told = mother.get(FILE).json()
    assert told["you"]["contacts"][0]["value"] == "07700 900 111"
    assert told["families"][0]["addresses"][0]["lines"] == "7 Larkspur Way"
    assert [child["given_name"] for child in told["families"][0]["children"]] == ["Tobi"]
    assert told["choices"][0]["words"][1] == "Health visitors"
    assert told["looks"] == [
        {
            "on": "2026-11-24",
            "role": "Outreach worker",
            "place": "Moorside group",
            "why": "To look after you and your record",
        }
    ]


def test_it_is_a_file_to_take_along_that_no_browser_keeps(mother):
    answer = mother.get(FILE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-we-hold.json"'
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    for each in (answer, mother.get(PAGE)):
        assert "no-store" in each.headers["Cache-Control"]


def test_his_file_has_nothing_of_hers(father, family, county):
    looked_at(family, county)
    told = json.dumps(father.get(FILE).json())
    assert "Thornbury Court" in told
    for hers in ("Larkspur", "07700", "Amara", "Moorside", family.reference, "elsewhere"):
        assert hers not in told


def test_somebody_without_a_record_takes_an_empty_file(client, county):
    told = seated(client, make_posting(Role.PARENT).user, twice=False).get(FILE).json()
    nothing: dict[str, object] = {key: [] for key in ("families", "choices", "choices_over_time", "shares", "looks")}
    assert told == {"as_at": "2026-11-24", "you": None} | nothing
