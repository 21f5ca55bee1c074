"""データの定義: every figure's formula, denominator, source and time."""

from miharu_dx.domain.access import Permission
from miharu_dx.services.definitions import definitions
from miharu_dx.ui import cache, definitions_panels, frame, page

context = page.begin(need=Permission.VIEW)
view = cache.view(context, definitions)

frame.headline(view.headline, "データの定義")
definitions_panels.formulas(view)
definitions_panels.words(view)
definitions_panels.promises(view)
definitions_panels.sources(view)
