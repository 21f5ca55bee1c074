"""The product as an ASGI application: ``streamlit run app.py`` serves it."""

from pathlib import Path

import streamlit as st
from streamlit.file_util import get_static_dir

from miharu_dx.domain.refusal import Refusal
from miharu_dx.services.running import the_house
from miharu_dx.ui.frame import PAGES
from miharu_dx.web.lifetime import lifetime
from miharu_dx.web.site import site_middleware, site_routes

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "static"

try:
    house = the_house()
except Refusal as refusal:
    raise SystemExit(f"{refusal.message}\n{refusal.next_step}") from None

# The script stands away from pages/: pages beside it would be served before the navigation runs.
app = st.App(
    HERE / "miharu_dx" / "ui" / "main.py",
    routes=site_routes(ASSETS, first_page=next(entry.url_path for entry in PAGES if entry.default)),
    middleware=site_middleware(Path(get_static_dir()), ASSETS, title=house.plan.title),
    lifespan=lifetime(house.prepare, house.warm, house.close),
)
