"""Make the tables of open data that the product ships, from the cleaned open data of a folder.

    python scripts/build_places_data.py --from FOLDER [--to FOLDER]

What comes out stands in `src/fingerpost/places/data/<authority>/` in our own columns, with its sources beside it.
It is run by whoever renews the data, never by the product.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from math import hypot
from pathlib import Path

from boundaries import topology
from pyproj import Transformer

Row = dict[str, str]
Points = list[tuple[int, int]]
OUT = Path(__file__).resolve().parent.parent / "src/fingerpost/places/data/hertfordshire"
FIRST, SECOND = "2015-04-01", "2018-10-01"  # the days on which the groups were let anew
NOT_PLACES = {  # lines of an address, a county, a town over the border, and wards named for what is not a place
    *("Herts", "Luton", "Northwood", "Ashley", "Park", "Manor", "Tudor", "Vicarage", "Clarence", "College Road"),
    *("Ermine", "Highfield", "Roebuck", "Watling", "Verulam", "Dickinsons", "Durrants", "Howlands", "Arbury"),
}
CLOSED_BUILDINGS = {"H7": "The building is closed. Sessions are held in the community."}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
_HOURS = re.compile(r"^(\w{3})(?:-(\w{3}))? (\d\d:\d\d)-(\d\d:\d\d)$")


def read(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def grid(row: Row) -> tuple[int, int]:
    easting, northing = to_grid.transform(float(row["lon"]), float(row["lat"]))
    return round(easting), round(northing)


def towns_in_one_form(names: Iterable[str]) -> Callable[[str], str]:
    """`St. Albans` and `St Albans`, `Bishops` and `Bishop's`: the fuller apostrophe wins, the full stop goes."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        tidy = " ".join(name.replace(".", " ").split())
        if tidy:
            forms[_key(tidy)][tidy] += 1

    def choose(name: str) -> str:
        seen = forms.get(_key(name))
        return max(seen, key=lambda form: ("'" in form, not form.isupper(), seen[form])) if seen else name

    return choose


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def listing(rows: list[Row], town: Callable[[str], str], since: str) -> Iterator[Row]:
    """The register's entries of a time. The state of a building is told where a page of the time says so."""
    for row in rows:
        notice = CLOSED_BUILDINGS.get(row["centre_code"], "") if since == FIRST else ""
        lines = [" ".join(row[f"address_line_{number}"].split()) for number in (1, 2, 3)]
        lines = [line for line in lines if line] + ["", "", ""]
        yield {
            "number": row["urn"],
            "local_code": row["centre_code"],
            "name": row["name"][0].upper() + row["name"][1:],
            "district": row["district"],
            "group_number": row["group_uid"],
            "address_1": lines[0],
            "address_2": lines[1],
            "address_3": lines[2],
            "town": town(row["town"]),
            "postcode": row["postcode"],
            "telephone": row["phone"],
            "website": row["website"],
            "opened": row["opened"],
            "easting": row["easting"],
            "northing": row["northing"],
            "premises_state": "closed" if notice else "open",
            "notice": notice,
        }


def first_groups(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        website = row["website"].split("|")[-1].strip()
        yield {
            "number": row["group_uid"],
            "name": row["group_name"],
            "lead_agency": row["lead_agency"],
            "website": website,
        }


def second_groups(rows: list[Row]) -> Iterator[Row]:
    seen = {row["group_uid"]: row["group_name"] for row in rows}
    for number, name in sorted(seen.items(), key=lambda pair: pair[1]):
        yield {"number": number, "name": name, "lead_agency": "", "website": ""}


def small_areas(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        easting, northing = grid(row)
        yield {
            "code": row["lsoa11"],
            "name": row["lsoa11_name"],
            "district_code": row["district_code"],
            "ward": row["ward19_name"],
            "easting": str(easting),
            "northing": str(northing),
            "deprivation_rank": row["imd2019_rank"],
            "deprivation_decile": row["imd2019_decile"],
            "child_poverty_decile": row["idaci2019_decile"],
            **{f"aged_{age}": row[f"age{age}_mid2020"] for age in range(5)},
            "successors": row["lsoa21_codes"],
        }


def place_names(folder: Path, town: Callable[[str], str], county: str) -> Iterator[Row]:
    """Towns and villages where people live or go: the mean of everything whose address names them."""
    found: defaultdict[str, Points] = defaultdict(list)
    for name, (easting, northing) in _named_points(folder):
        if name:
            found[town(name.split(",")[-1].removeprefix("Nr ").strip())].append((easting, northing))
    named = tuple(found)
    for ward, points in _wards(folder).items():
        if town(ward) not in found and not ward.startswith(named):
            found[town(ward)] = points
    for name, points in sorted(_without_misspellings(found).items()):
        if name not in NOT_PLACES | {county} and re.fullmatch(r"[A-Z][A-Za-z' ]+", name) and not name.isupper():
            easting, northing = _middle(points)
            kind = "town" if len(points) >= 12 and name not in _wards(folder) else "village"
            yield {"name": name, "kind": kind, "easting": str(easting), "northing": str(northing)}


def _without_misspellings(found: dict[str, Points]) -> dict[str, Points]:
    """`Hoddesden` is `Hoddesdon`: nearly the same letters, nearly the same place, and written far less often."""
    kept: dict[str, Points] = {}
    for name, points in sorted(found.items(), key=lambda item: -len(item[1])):
        if not any(_same_place(name, points, other, kept[other]) for other in kept):
            kept[name] = points
    return kept


def _same_place(name: str, points: Points, other: str, others: Points) -> bool:
    alike = (
        SequenceMatcher(None, name, other).ratio() > 0.85
        and name.rsplit(maxsplit=1)[-1][0] == other.rsplit(maxsplit=1)[-1][0]
    )
    return alike and hypot(*(a - b for a, b in zip(_middle(points), _middle(others), strict=True))) < 3_000


def _named_points(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for name in ("herts_childrens_centres_2016.csv", "herts_schools.csv"):
        for row in read(folder, name):
            if row["easting"]:
                yield row["town"], (int(float(row["easting"])), int(float(row["northing"])))
    for name in ("herts_gp_practices.csv", "herts_pharmacies.csv"):
        for row in read(folder, name):
            if row["easting"]:
                yield _town_of(row), (int(float(row["easting"])), int(float(row["northing"])))


def _town_of(row: Row) -> str:
    """The last line of a health service's address that is not the county."""
    lines = [row[f"address_{number}"].strip() for number in (3, 2)]
    return next((line for line in lines if line and "hertfordshire" not in line.lower()), "")


def _wards(folder: Path) -> dict[str, Points]:
    """Wards that bear one place's name, such as Bengeo: not `A and B`, not points of the compass."""
    wards: defaultdict[str, Points] = defaultdict(list)
    for row in read(folder, "herts_lsoa11.csv"):
        name = row["ward19_name"]
        if not re.search(r"\b(and|with|North|South|East|West|Central|Rural|Town|Ward|&)\b|[,/]", name):
            wards[name].append(grid(row))
    return wards


def _middle(points: Points) -> tuple[int, int]:
    """The median point, so that one wrong address does not pull a town over the fields."""
    eastings, northings = (sorted(values) for values in zip(*points, strict=True))
    return eastings[len(eastings) // 2], northings[len(northings) // 2]


def opening_hours(facts: list[Row]) -> Iterator[Row]:
    """Hours that centres' own pages gave for two seasons of 2017."""
    seasons = {
        "opening hours, summer 2017": ("Summer holiday", "2017-07-31", "2017-08-25"),
        "opening hours, autumn 2017": ("Autumn", "2017-09-04", "2017-12-15"),
    }
    for fact in facts:
        if fact["fact"] not in seasons:
            continue
        season, start, end = seasons[fact["fact"]]
        for part in fact["value"].split("; "):
            yield from _hours(fact["centre_code"], part, {"season": season, "valid_from": start, "valid_to": end})


def _hours(local_code: str, text: str, season: Row) -> Iterator[Row]:
    community = re.match(r"^(\w{3}) in the community$", text)
    timed = _HOURS.match(text)
    if community:
        day, opens, closes, note = community[1], "", "", "In the community"
    elif timed:
        day, opens, closes, note = timed[1], timed[3], timed[4], ""
    else:
        return
    yield {
        "local_code": local_code,
        **season,
        "weekday": str(WEEKDAYS.index(day)),
        "opens": opens,
        "closes": closes,
        "note": note,
    }


def build(folder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    then, now = read(folder, "herts_childrens_centres_2016.csv"), read(folder, "herts_family_centres_2026.csv")
    areas = read(folder, "herts_lsoa11.csv")
    town = towns_in_one_form([*(name for name, _ in _named_points(folder)), *_wards(folder)])
    districts = sorted({(row["district_code"], row["district"]) for row in areas})
    write(out / f"listing-{FIRST}.csv", listing(then, town, FIRST))
    write(out / f"listing-{SECOND}.csv", listing(now, town, SECOND))
    write(out / f"groups-{FIRST}.csv", first_groups(read(folder, "herts_childrens_centre_groups_2015_2018.csv")))
    write(out / f"groups-{SECOND}.csv", second_groups(now))
    write(out / "districts.csv", ({"code": code, "name": name} for code, name in districts))
    write(out / "small-areas.csv", small_areas(areas))
    write(out / "place-names.csv", place_names(folder, town, "Hertfordshire"))
    write(out / "opening-hours.csv", opening_hours(read(folder, "fixture_centre_facts.csv")))
    shapes = json.loads((folder / "herts_lsoa11.geojson").read_text(encoding="utf-8"))
    text = json.dumps(topology(shapes, to_grid), separators=(",", ":"))
    (out / "boundaries.json").write_text(text.replace("],[", "],\n[") + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the tables of open data that the product ships.")
    parser.add_argument("--from", dest="folder", type=Path, required=True, help="folder of cleaned open data")
    parser.add_argument("--to", dest="out", type=Path, default=OUT, help="default: where the product keeps them")
    arguments = parser.parse_args()
    build(arguments.folder, arguments.out)


if __name__ == "__main__":
    main()
