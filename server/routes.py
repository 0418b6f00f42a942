"""All addresses that Streamlit itself does not answer."""

from starlette.routing import BaseRoute, Route

from server import assets, cookies, downloads, health, metrics, shell, technik
from server.stream import live
from server.unknown import Unknown

# Kept beside pages/entry.py, which registers the pages themselves.
PAGES = (
    *("/", "/leitung", "/beamer", "/organisation", "/einrichten", "/anmelden"),
    *("/info", "/meine-daten", "/nachzaehlen", "/bogen"),
)


def routes() -> list[BaseRoute]:
    return [
        *(Route(page, shell.shell) for page in PAGES),
        Route("/favicon.png", assets.icon),
        Route("/health", health.health),
        Route("/metrics", metrics.metrics),
        Route("/live/{token}", live),
        Route("/enter", cookies.enter, methods=["POST"]),
        Route("/leave", cookies.leave, methods=["POST"]),
        Route("/leitung/{code}/{secret}", cookies.facilitator_link),
        Route("/beamer/{code}/{secret}", cookies.screen_link),
        Route("/zurueck/{code}", cookies.return_link),
        Route("/demo/organisation", cookies.demo_organiser_link),
        Route("/assets/{version}/words.{language}.js", assets.words),
        Route("/assets/{version}/{component}/{file}", assets.asset),
        Route("/technik", technik.technik),
        Route("/technik/probe/{size:int}", technik.probe),
        Route("/technik/cookie", technik.cookie),
        Route("/technik/stream", technik.stream),
        Route("/download/{workshop_id:int}/{name}", downloads.download),
        Route("/meine-daten/{workshop_id:int}/{name}", downloads.my_data),
        Route("/kontakt/{workshop_id:int}/{request_id:int}/{name}", downloads.contact),
        Route("/zusammenfassung/{workshop_id:int}/{name}", downloads.summary),
        Route("/stimmzettel/{workshop_id:int}", downloads.ballots),
        Route("/boegen/{workshop_id:int}/{round_id:int}/{batch:int}", downloads.paper_sheets),
        Route("/gespraechsrunde/{workshop_id:int}/{round_id:int}.pdf", downloads.seating_plan),
        Route("/netzwerk/{name}", downloads.network),
        Route("/auskunft/{workshop_id:int}/{person_id}/{name}", downloads.data_of_somebody),
        Unknown(),
    ]
