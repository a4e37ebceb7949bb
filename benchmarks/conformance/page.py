"""The tables of docs/conformance.md, and what is printed."""

import torch
from compare import TEXT as TOLERANCES
from left_out import LEFT_OUT, MISSING
from mappings import MAPPINGS
from verdicts import DIFFER, PASS, REFUSED, UNEXPLAINED, total

HEAD = "| {0} | here | samples | pass | differ | refused | unexplained |\n|---|---|--:|--:|---|---|--:|\n"


def named(counter, most=4):
    """Counts with what they are counts of."""
    shown = "; ".join(f"{text} {n}" for text, n in counter.most_common(most))
    return shown + ("; .." if len(counter) > most else "")


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def named_so(row):
    """PyTorch's names as code, since some begin with underscores."""
    return row.name if " " in row.name else f"`{row.name}`"


def line(row):
    differ = named(row.conventions) if row.counts[DIFFER] else ""
    refused = named(row.reasons) if row.counts[REFUSED] else ""
    here = [name.replace("Tensor.", "").replace("Layers.activation", "")
            for name, _ in row.functions.most_common(4)]
    here = ", ".join(h for h in here if h)
    return (f"| {named_so(row)} | {here}{', ..' if len(row.functions) > 4 else ''} | {row.samples:,}"
            f" | {row.counts[PASS]:,} | {f'{row.counts[DIFFER]} ({cell(differ)})' if differ else ''}"
            f" | {f'{row.counts[REFUSED]} ({cell(refused)})' if refused else ''}"
            f" | {row.counts[UNEXPLAINED] or ''} |\n")


def table(title, rows):
    return HEAD.format(title) + "".join(line(r) for r in rows)


def summary(operations, more):
    counts = total([*operations, *more])
    missing = "none" if not MISSING else ", ".join(f"{n} ({why})" for n, why in sorted(MISSING.items()))
    left_out = sum(len(names.split()) for _, names in LEFT_OUT.values())
    theirs = sum(r.theirs for r in operations)
    second = sum(r.without_second for r in operations)
    whose = ", ".join(f"`{r.name}`" for r in operations if r.without_second)
    return (f"PyTorch {torch.__version__.split('+')[0]} has {len(MAPPINGS) + left_out + len(MISSING)}"
            f" operations: {len(operations)} compared, {len(MISSING)} missing ({missing}), {left_out} left"
            f" out. Of {sum(counts.values()):,} samples and programs {counts[PASS]:,} pass,"
            f" {counts[DIFFER]:,} differ by a convention, {counts[REFUSED]:,} are refused here,"
            f" **{counts[UNEXPLAINED]:,} are unexplained**. {theirs} more are samples that PyTorch itself"
            f" does not run; for {second:,} it has no second derivative{f' ({whose})' if whose else ''}.\n")


def report(operations, more):
    """Returns what is printed."""
    text = table("operation", operations) if operations else ""
    text += "\n" + table("programs", more) if more else ""
    return f"{text}\n{summary(operations, more)}"


def left_out():
    text = ""
    for category, (why, names) in LEFT_OUT.items():
        text += f"- **{category}** - {why}: {', '.join(f'`{n}`' for n in sorted(names.split()))}\n"
    return text


def write(page, operations, more):
    """Writes the tables into the page, between their marks."""
    text = page.read_text(encoding="utf-8")
    for name, content in (("summary", summary(operations, more)), ("tolerances", TOLERANCES),
                          ("programs", table("programs", more)),
                          ("operations", table("operation", operations)), ("left out", left_out())):
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        start, stop = text.find(begin), text.find(end)
        if start < 0 or stop < start:
            raise SystemExit(f"conformance: {page.name} needs {begin} and {end}")
        text = text[:start + len(begin)] + "\n" + content + text[stop:]
    page.write_text(text, encoding="utf-8")
