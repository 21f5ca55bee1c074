"""The walk through 提出 and the plan workbook: choose, check, confirm; state is ids and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Preview, Receipt, consequence
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.submit import diff_view
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.services import upload
from miharu_dx.services.context import Context
from miharu_dx.ui import frame, page, submit_panels

DIFF_SHOWN = 40  # 一画面で見比べられる行数。残りは「すべて表示」で出す

Kind = Literal["progress", "plan"]


@dataclass(frozen=True)
class Choice:
    """Whose workbook is expected; department and key are none for the plan workbook."""

    kind: Kind
    department: str | None = None
    key: PeriodKey | None = None

    @property
    def expected(self) -> Expected:
        """What the upload service holds the file against."""
        return Expected(kind=self.kind, department=self.department, key=self.key)


@dataclass(frozen=True)
class Held:
    """A file somebody handed over and has not yet confirmed."""

    file_name: str
    data: bytes


def _name(kind: Kind, what: str) -> str:
    return f"{kind}_{what}"


def held(kind: Kind) -> Held | None:
    """Return the file in hand, if any."""
    found = st.session_state.get(_name(kind, "held"))
    return Held(*found) if found else None


def let_go(kind: Kind) -> None:
    """Forget the file in hand and empty the uploader; nothing was stored."""
    for what in ("held", "preview", "seen", "receipt"):
        st.session_state.pop(_name(kind, what), None)
    st.session_state[_name(kind, "round")] = st.session_state.get(_name(kind, "round"), 0) + 1


def receive(kind: Kind, label: str) -> None:
    """Show the uploader; a file handed over becomes the file in hand."""
    turn = st.session_state.get(_name(kind, "round"), 0)
    found = st.file_uploader(
        label, type=["xlsx"], key=_name(kind, f"uploader_{turn}"), label_visibility="collapsed"
    )
    if found is not None:
        let_go(kind)
        st.session_state[_name(kind, "held")] = (found.name, found.getvalue())
        st.rerun()


def judge(context: Context, choice: Choice) -> Preview | None:
    """Return the preview of the file in hand against the present version; show a refusal in words."""
    file = held(choice.kind)
    if file is None:
        return None
    try:
        return upload.prepare(context, file.file_name, file.data, choice.expected)
    except Refusal as refusal:
        page.show_refusal(refusal)
        let_go(choice.kind)
        return None


def step_of(preview: Preview | None) -> int:
    """Return the step of the walk: 1 choose, 2 mend, 3 confirm."""
    return 1 if preview is None else 3 if preview.ok else 2


def receipt(kind: Kind) -> Receipt | None:
    """Return what the last commit did, until the next file is handed over."""
    return st.session_state.get(_name(kind, "receipt"))


def show_findings(choice: Choice, preview: Preview) -> None:
    """Show what is to be mended, and take the mended workbook."""
    view = findings_view(preview)
    with frame.panel("findings", preview.file_name, view.file_line):
        submit_panels.findings(view)
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left:
            frame.html(
                "<p><b>Excelで直して保存し、もう一度渡してください。</b>まだ何も登録していません。</p>"
            )
            receive(choice.kind, "直した様式を渡す")
        if right.button("登録せずに戻る", key=_name(choice.kind, "back"), width="stretch"):
            let_go(choice.kind)
            st.rerun()


def show_differences(context: Context, choice: Choice, preview: Preview) -> None:
    """Show old → new with the consequences, and commit what was confirmed."""
    snapshot = context.snapshot()
    view = diff_view(preview, snapshot, consequence(snapshot, preview))
    wide, narrow = st.columns([3, 1], gap="small")
    with (
        wide,
        frame.panel(
            "diff", "変わる内容", f"{preview.file_name}｜変わらない{view.unchanged_count}件は省いています"
        ),
    ):
        everything = len(view.rows) > DIFF_SHOWN and st.toggle(
            f"すべて表示（{len(view.rows)}項目）", key=_name(choice.kind, "all_rows")
        )
        submit_panels.differences(view, limit=len(view.rows) if everything else DIFF_SHOWN)
        if view.silent:
            names = "、".join(view.silent)
            frame.notice(
                f"次の{len(view.silent)}件は何も書かれていないため、未報告のままです。", names, tone="warn"
            )
        if preview.warnings:
            with st.expander(f"注意 {len(preview.warnings)}か所（このままでも確定できます。記録に残ります）"):
                submit_panels.findings(findings_view(preview))
    with narrow:
        with frame.panel("result", "確定すると", stretch=False):
            submit_panels.consequence(view)
        with frame.panel("overlap", "ほかの人の変更との重なり", stretch=False):
            frame.html(f"<p>{frame.as_markup(view.overlap)}</p>")
        with frame.panel("confirm", "確定", stretch=False):
            _confirm(context, choice, preview)


def show_step(context: Context, choice: Choice, preview: Preview) -> None:
    """Show the second or third step, whichever the file in hand has come to."""
    if preview.ok:
        show_differences(context, choice, preview)
    else:
        show_findings(choice, preview)


def _confirm(context: Context, choice: Choice, preview: Preview) -> None:
    sure = st.checkbox(
        "変わる内容を確かめました",
        key=_name(choice.kind, f"sure_{preview.sha256[:12]}_{preview.seen_version}"),
        disabled=not preview.counts.any,
    )
    if st.button(
        "確定する", type="primary", key=_name(choice.kind, "commit"), disabled=not sure, width="stretch"
    ):
        file = held(choice.kind)
        if file is not None:
            try:
                done = upload.commit(context, preview, file.data)
            except Refusal as refusal:
                page.show_refusal(refusal)
            else:
                let_go(choice.kind)
                st.session_state[_name(choice.kind, "receipt")] = done
                st.rerun()
    if st.button("登録せずに戻る", key=_name(choice.kind, "back"), width="stretch"):
        let_go(choice.kind)
        st.rerun()
    frame.html('<p class="mdx-note">確定しても、前の内容は前の版に残ります。</p>')


def show_receipt(done: Receipt) -> None:
    """Say what the commit did."""
    if done.already:
        frame.notice(
            "同じ内容がすでに登録されています。何も変わりません。",
            f"今の版は{done.version}です。内容を変えるときは、様式を書き換えてから渡してください。",
            tone="plain",
        )
    else:
        frame.notice(
            f"確定しました。版{done.version}になりました。",
            f"新しい{done.counts.new}件・変わった{done.counts.changed}件・変わらない{done.counts.unchanged}件。"
            "全体状況などの画面は、今からこの内容を示します。",
            tone="plain",
        )
