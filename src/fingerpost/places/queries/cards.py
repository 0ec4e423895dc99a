"""What a page shows of a centre and of a group, on a day."""

from dataclasses import dataclass

from fingerpost.base.grid import GridPoint


@dataclass(frozen=True, slots=True)
class CentreCard:
    """A centre as it is on a day. `state` and `notice` are those of its building; empty texts are not known."""

    id: int
    number: str
    local_code: str
    slug: str
    name: str
    town: str
    postcode_shown: str
    telephone: str
    website: str
    email: str
    district: str
    building_district: str
    group_name: str
    group_slug: str
    lead_agency: str
    easting: int
    northing: int
    address: tuple[str, ...]
    state: str
    role: str
    notice: str
    building_id: int
    is_linked_site: bool
    shares_building_with: tuple[str, ...]

    @property
    def reference(self) -> int:
        return self.id

    @property
    def point(self) -> GridPoint:
        return GridPoint(self.easting, self.northing)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group as it is on a day, with its centres in order of name."""

    id: int
    number: str
    slug: str
    name: str
    lead_agency: str
    website: str
    centres: tuple[CentreCard, ...]

    @property
    def districts(self) -> tuple[str, ...]:
        return tuple(sorted({centre.district for centre in self.centres if centre.district}))
