"""What keying a paper form in costs a hand: presses of keys for a family of two adults and two children.

    .venv/bin/python -m benchmarks.keying

Each box is left by one Tab, whether it is filled in or not. A press takes 0.2 s with an average skilled typist (the
keystroke-level model of Card, Moran and Newell, 1980), and each answered question 1.35 s of looking at the paper.
"""

from fingerpost.registration.rules.asking import every
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.rules.keying import boxes
from tests.factories.forms import WHOLE, answers

PRESS, LOOK = 0.2, 1.35
CENTRE = 3  # letters until the list stands on the right centre


def main() -> None:
    typed = list(boxes(shipped(), answers(WHOLE), 2, 2))
    answered = [box for box in typed if box.typed]
    letters = sum(CENTRE if box.path == "home/centre" else len(box.typed) for box in answered)
    ticks = sum(max(1, len(each.question.options) or 1) for each in every(shipped(), 2, 2))
    strokes = letters + len(typed) + 2
    print(f"{len(typed)} boxes, {len(answered)} filled in")
    print(f"{strokes} presses: {letters} letters, {len(typed)} Tabs, 2 to send")
    print(f"{strokes * PRESS:.0f} s of typing, {len(answered) * LOOK:.0f} s of looking")
    print(f"with a box to tick for each answer: {ticks} stops for Tab instead of {len(typed)}")


if __name__ == "__main__":
    main()
