"""一覧: every action as a table, with the same filters, to be taken away."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.services import listing
from miharu_dx.ui import cache, filters, frame, listing_panel, overview_panels, page, take_away

context = page.begin(need=Permission.VIEW)


def view_of(chosen: filters.Filters) -> listing.ListingView:
    """Return the list of what was chosen."""
    return cache.view(
        context,
        listing.listing,
        chosen.key,
        today=context.today(),
        measure=chosen.measure,
        department=chosen.department,
        order=listing_panel.order(),
    )


def tools(chosen: filters.Filters) -> None:
    """Draw what takes the table away, at the end of the filters."""
    view = view_of(chosen)
    take_away.buttons(
        context,
        lambda: listing.listing_file(context, view),
        f"個別取組一覧_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
        key="listing",
        kinds=("xlsx", "csv"),
    )


view = view_of(filters.choose(context, measure="any", department="any", tools=tools))

frame.headline(view.headline)
overview_panels.dates(view.dates)
with frame.panel("listing", f"{view.fiscal_year}{view.period}の個別取組"):
    listing_panel.show(view)
