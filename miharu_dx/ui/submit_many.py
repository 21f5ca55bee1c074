"""Several files at once on 提出: handed over together, judged each for itself, committed with one press."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from miharu_dx.config import MEGABYTE
from miharu_dx.domain.access import Permission
from miharu_dx.domain.finding import Severity
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Fallback
from miharu_dx.present.views.submit_many import ManyFile, ManyRow, ManyView, many_view
from miharu_dx.present.views.submit_record import receipt_text
from miharu_dx.services import batch, files, upload
from miharu_dx.services.batch import FileResult
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame, paging, submit_choose, submit_flow, submit_panels, take_away
from miharu_dx.ui.submit_flow import Done

# Session state: the files in hand with what became of each, how many were passed over, uploader turns.
FILES, SKIPPED, TURN, WAY = "many_files", "many_skipped", "many_turn", "many_way"
KEY = "many_key"  # the fiscal year and period that stood chosen when the files came
ONE, SEVERAL, FOLDER = "1つのファイル", "いくつものファイル", "フォルダー"
STEPS = (
    "いくつもの様式をまとめて渡す",
    "ファイルごとの結果を確かめる",
    "確定できるものをまとめて確定する",
)
FILES_AT_ONCE = 100  # 全課の1期分（数十件）の数倍。一度に読んで待てる数
MEGABYTES_AT_ONCE = 200  # 画面を開いている間、サーバーのメモリーに置いてよい量
ROWS_SHOWN = 30  # 一画面で追える行数
ZIP_TYPE = "application/zip"


@dataclass(frozen=True)
class InHand:
    """One of several files: its name as it came (with its folders), its bytes and what became of it.

    ``moved`` values were changed by others while somebody looked at it.
    """

    file: str
    data: bytes
    result: FileResult | None = None
    moved: int = 0


def in_hand() -> tuple[InHand, ...]:
    """Return the files in hand, none where nobody handed over several."""
    return st.session_state.get(FILES, ())


def let_go() -> None:
    """Forget the files in hand and what was said of them; what was committed stays."""
    for name in (FILES, SKIPPED, KEY):
        st.session_state.pop(name, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def way(context: Context) -> str:
    """Let the 事務局 say how many files come; everybody else hands over one."""
    if not context.actor.may(Permission.EDIT_PLAN):
        return ONE
    chosen = st.segmented_control(
        "渡し方", [ONE, SEVERAL, FOLDER], default=ONE, key=WAY, label_visibility="collapsed", required=True
    )
    return chosen or ONE


def receive(chosen: str, key: PeriodKey) -> None:
    """Show the uploader for several files or a folder; what comes becomes the files in hand.

    ``key`` is the period on the page: tables that name none are taken to be of it.
    """
    turn = st.session_state.get(TURN, 0)
    several: Literal["directory"] | bool = "directory" if chosen == FOLDER else True
    with st.container(key="folder_file" if chosen == FOLDER else "several_files", gap=None):
        found = st.file_uploader(
            "記入した様式",
            accept_multiple_files=several,
            key=f"many_{turn}_{chosen}",
            label_visibility="collapsed",
        )
    if not found:
        return
    meant = [one for one in found if chosen != FOLDER or files.is_table(one.name.rpartition("/")[2])]
    megabytes = sum(one.size for one in meant) / MEGABYTE
    if len(meant) > FILES_AT_ONCE or megabytes > MEGABYTES_AT_ONCE:
        frame.notice(
            f"{len(meant)}件・{megabytes:.0f}MBあります。一度に渡せるのは、{FILES_AT_ONCE}件・"
            f"{MEGABYTES_AT_ONCE}MBまでです。",
            "何も読んでいません。いくつかに分けて渡してください。",
        )
        return
    let_go()
    st.session_state[FILES] = tuple(
        InHand(name, one.getvalue())
        for name, one in zip(_told_apart([one.name for one in meant]), meant, strict=True)
    )
    names = [one.name.rpartition("/")[2] for one in found if one not in meant]
    st.session_state[SKIPPED] = tuple(name for name in names if not files.is_passing(name))
    st.session_state[KEY] = key
    st.rerun()


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names of which none stands twice; files of one name may come from different folders."""
    taken: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        taken[name] += 1
        found.append(name if taken[name] == 1 else f"{name}（{taken[name]}）")
    return found


def show(context: Context, opened: Done | None) -> None:
    """Show what becomes of each file, and commit those that pass with one press.

    ``opened`` is what became of the one that was looked at alone.
    """
    held = _judged(context)
    view = many_view(_facts(held), cache.snapshot(context), st.session_state.get(SKIPPED, ()))
    whose = f"{len(held)}件のファイル"
    frame.headline(view.headline, aside=f"<b>{whose}</b>")
    done = not view.ready and any(one.result and one.result.version is not None for one in held)
    submit_panels.steps(4 if done else 3 if view.ready else 2, STEPS)
    if opened is not None:
        frame.notice(f"「{opened.file_name}」", f"{receipt_text(opened.receipt)}。", tone="plain")
    with frame.panel("many", "ファイルごとの結果", view.told):
        with st.container(
            key="many_do",
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            gap="small",
        ):
            told = "<b>まだ何も登録していません。</b>" if not done and view.ready else ""
            frame.html(f'<div class="mdx-do">{told}{frame.as_markup(view.skipped)}</div>')
            _confirm(context, held, view)
            _returned(context, held, view)
            if st.button("一覧を閉じる" if done else "登録せずに戻る", key="many_back"):
                let_go()
                st.rerun()
        _table(view.rows)
        _open_one(context, held, view)


def _judged(context: Context) -> tuple[InHand, ...]:
    """Return the files, each judged; those whose rows moved since are judged anew."""
    held = list(in_hand())
    moved = {number: _moved(context, one) for number, one in enumerate(held)}
    waiting = [
        number
        for number, one in enumerate(held)
        if one.result is None or moved[number] or _mapped_since(context, one)
    ]
    if not waiting:
        return tuple(held)
    key = st.session_state.get(KEY)
    fallback = None if key is None else Fallback(None, key, "選んでいる年度・期", binding=False)
    bar = st.progress(0.0, text="ファイルを確かめています")
    for done, number in enumerate(waiting):
        one = held[number]
        bar.progress(done / len(waiting), text=f"確かめています（{done + 1}／{len(waiting)}件目）{one.file}")
        result = batch.judged(context, one.file, one.data, fallback)
        held[number] = replace(one, result=result, moved=one.moved + moved[number])
        st.session_state[FILES] = tuple(held)
    bar.empty()
    return tuple(held)


def _mapped_since(context: Context, one: InHand) -> bool:
    """Whether a file waited for a mapping, and the store has gone on since: perhaps by that mapping."""
    preview = one.result.preview if one.result else None
    if preview is None or preview.seen_version == context.store.version:
        return False
    return any(finding.code.split(".")[1].startswith("mapping_") for finding in preview.findings)


def _moved(context: Context, one: InHand) -> int:
    """Return how many values others changed of a file's rows since it was judged."""
    preview = one.result.preview if one.result else None
    if preview is None or one.result is None or one.result.version is not None or preview.earlier is not None:
        return 0
    return len(upload.overtaken(context, preview))


def _facts(held: Sequence[InHand]) -> list[ManyFile]:
    found = [(one.result, one.moved) for one in held if one.result is not None]
    twins = batch.twins([result for result, _ in found])
    return [
        ManyFile(
            file=result.file,
            preview=result.preview,
            refusal=result.refusal,
            blocks=result.blocks,
            warnings=sum(finding.severity is Severity.WARN for finding in result.findings),
            asks=result.asks,
            changes=result.changes,
            version=result.version,
            already=result.already,
            twin=result.file in twins,
            moved=moved,
            unmapped=result.unmapped,
            told=result.told,
        )
        for result, moved in found
    ]


def _table(rows: Sequence[ManyRow]) -> None:
    shown, told = paging.page_of(rows, ROWS_SHOWN, key="many_page")
    if len(rows) > ROWS_SHOWN:
        paging.told(told)
    frame.table(
        [
            frame.Column("ファイル", width="22%"),
            frame.Column("課・期", width="24%"),
            frame.Column("指摘", width="11%", wrap=False),
            frame.Column("変更", width="12%"),
            frame.Column("結果", width="13%", wrap=False),
            frame.Column("次にすること"),
        ],
        [_cells(row) for row in shown],
        dense=True,
    )
    paging.pager(len(rows), ROWS_SHOWN, key="many_page")


def _cells(row: ManyRow) -> list[str]:
    tone = " mdx-bad" if row.mark == "square" else ""
    result = f'<span class="mdx-rating{tone}">{frame.mark_svg(row.mark, 15)}<span>{frame.as_markup(row.word)}</span></span>'
    told = f'<br><span class="mdx-second">{frame.as_markup(row.told)}</span>' if row.told else ""
    file = frame.Markup(f'<span class="mdx-file">{frame.as_markup(row.file)}</span>')
    whose = frame.Markup(f"{frame.as_markup(row.whose)}{told}")
    return [file, whose, row.findings, row.changes, frame.Markup(result), row.next_step]


def _confirm(context: Context, held: tuple[InHand, ...], view: ManyView) -> None:
    if not view.ready:
        return
    sure = st.checkbox("ファイルごとの結果を確かめました", key=f"many_sure_{st.session_state.get(TURN, 0)}")
    if st.button(f"{view.ready}件を確定する", type="primary", key="many_commit", disabled=not sure):
        _commit(context, list(held))


def _commit(context: Context, held: list[InHand]) -> None:
    """Commit what passes, one file after the other; each is kept as done at once."""
    states = {fact.file: fact.state for fact in _facts(held)}
    ready = [number for number, one in enumerate(held) if states.get(one.file) == "ready"]
    bar = st.progress(0.0, text="確定しています")
    for done, number in enumerate(ready):
        one = held[number]
        assert one.result is not None
        bar.progress(done / len(ready), text=f"確定しています（{done + 1}／{len(ready)}件目）{one.file}")
        held[number] = replace(one, result=batch.committed(context, one.result, one.data))
        st.session_state[FILES] = tuple(held)
    st.rerun()


def _returned(context: Context, held: Sequence[InHand], view: ManyView) -> None:
    if not view.blocked:
        return
    found = [(one.result, one.data) for one in held if one.result is not None]
    take_away.file_button(
        f"返却ブック{view.blocked}件をまとめて保存（.zip）",
        lambda: batch.returned_zip(context, found).data,
        "返却ブック一式.zip",
        ZIP_TYPE,
        key="many_returned",
        kind="secondary",
    )


def _open_one(context: Context, held: Sequence[InHand], view: ManyView) -> None:
    """Let one file be looked at alone, as if it had come alone; the others wait."""
    alone = {
        one.file
        for one in held
        if one.result is not None
        and one.result.version is None
        and one.result.preview is not None
        and one.result.preview.kind == "progress"
    }
    # Whatever waits for a person stands first; faulty files go back to where they came from.
    order = ("mapping", "asks", "twin", "stopped", "ready", "blocked", "same")
    rows = [row for row in view.rows if row.file in alone]
    names = [row.file for state in order for row in rows if row.state == state]
    if not names:
        return
    with st.container(key="many_one", horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.selectbox(
            "1つずつ開いて確かめるファイル", names, key="many_pick", filter_mode=None, width=460
        )
        if st.button("このファイルを開く", key="many_open"):
            one = next(one for one in held if one.file == name)
            submit_flow.take("progress", one.file.rpartition("/")[2], one.data)
            form = one.result.preview.form if one.result and one.result.preview else None
            if form is not None and form.key is not None:
                submit_choose.choose(context.plan, form.department, form.key)
            st.rerun()
