"""履歴: every version, every submission and every value, with who, when, from which file and cell."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.ui import history_address, history_detail, history_panels, history_values, page

context = page.begin(need=Permission.VIEW)

number = history_address.number()
if number is not None:
    history_detail.submission(context, number)
elif history_address.told(history_address.SHOW) == history_address.VALUES:
    history_values.values(context)
else:
    history_panels.versions(context)
