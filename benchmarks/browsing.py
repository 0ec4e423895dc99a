"""What a phone sees: how much comes over the wire at the first visit, and when the page stands."""

from benchmarks.figures import Report, percentile
from benchmarks.server import HERE

WEIGHT_LIMIT = 60_000  # bytes
PAINT_LIMIT = 1_000.0  # milliseconds
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
LARGEST = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true}))"""


def measure_weight(report: Report, port: int) -> None:
    """Everything that the home page loads into an empty browser, as it came over the wire."""
    from playwright.sync_api import sync_playwright

    sizes: list[float] = []
    hosts: set[str] = set()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        page.goto(f"http://{HERE}:{port}/", wait_until="networkidle")
        weight, count = sum(sizes), len(sizes)
        page.evaluate("Promise.all([...Array(20).keys()].map(n => fetch('/?n=' + n).then(it => it.text())))")
        page.wait_for_load_state("networkidle")
        browser.close()
    report.control("twenty pages more", found=sum(sizes) > WEIGHT_LIMIT)
    report.tell("first visit of the home page", weight, "bytes", at_most=WEIGHT_LIMIT)
    report.tell("resources of the home page", count)
    report.tell("other hosts that the home page asks", len(hosts - {f"{HERE}:{port}"}), at_most=0)


def measure_paint(report: Report, port: int, paths: list[str]) -> None:
    """When the largest thing of a page is painted, in a browser that keeps nothing."""
    from playwright.sync_api import sync_playwright

    painted: list[float] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in paths:
            context = browser.new_context(viewport={"width": 390, "height": 844})
            page = context.new_page()
            page.goto(f"http://{HERE}:{port}{path}", wait_until="load")
            painted.append(page.evaluate(LARGEST))
            context.close()
        browser.close()
    report.tell("largest paint of what's on, p90", percentile(painted, 90), "ms", at_most=PAINT_LIMIT)
