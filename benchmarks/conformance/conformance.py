"""Holds this library against PyTorch; benchmarks/conformance/run starts it.

PyTorch's own samples of its operations, random programs and bilevel problems: values, gradients and products
of Hessians with vectors, in F32 and F64, as compiled programs, with each kernel provider.
"""

import argparse
import sys
import time
import warnings
from pathlib import Path

try:
    import torch
except ImportError as e:
    print(f"conformance: {e}: needs PyTorch, for example by\n"
          "    python3 -m pip install torch numpy scipy\n"
          "or set PYTHON to an interpreter that has it", file=sys.stderr)
    sys.exit(2)

import bilevel
import conventions
import page
import programs
import samples
from left_out import MISSING, categories
from mappings import MAPPINGS
from ours import Refused
from verdicts import UNEXPLAINED, Row
from worker import Workers

DTYPES = (torch.float32, torch.float64)
PROVIDERS = ["scalar", "vector"]


def options():
    parser = argparse.ArgumentParser(
        prog="benchmarks/conformance/run", description=__doc__,
        epilog="Exit code: 0, or 1 if anything is unexplained; 2 after a mistake on the command line."
               " A whole run writes its tables into docs/conformance.md.")
    parser.add_argument("--java", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--jar", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--docs", required=True, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ops", default="", metavar="NAME,...",
                        help="these operations of PyTorch only; no programs and bilevel problems"
                             " unless asked for")
    parser.add_argument("--seed", type=int, default=1, help="of samples, programs, problems; default 1")
    parser.add_argument("--samples", type=int, default=60, metavar="N",
                        help="most samples of an operation and type, spread evenly; default 60")
    parser.add_argument("--programs", type=int, metavar="N", help="random programs; default 1000")
    parser.add_argument("--bilevel", type=int, metavar="N", help="bilevel problems; default 300")
    parser.add_argument("--quick", action="store_true",
                        help="5 samples, 50 programs, 20 problems: minutes become seconds")
    parser.add_argument("--no-page", action="store_true", help="leave docs/conformance.md as it is")
    chosen = parser.parse_args()
    quick, some = chosen.quick, bool(chosen.ops)
    if quick:
        chosen.samples = min(chosen.samples, 5)
    if chosen.programs is None:
        chosen.programs = 0 if some else 50 if quick else 1000
    if chosen.bilevel is None:
        chosen.bilevel = 0 if some else 20 if quick else 300
    chosen.whole = not quick and not some and not chosen.no_page
    chosen.ops = [n for n in chosen.ops.split(",") if n]
    return parser, chosen


def table(db):
    """Returns the category of each operation left out; each must have one place."""
    left_out = categories()
    names = [samples.name_of(op) for op in db]
    for name in names:
        places = (name in MAPPINGS) + (name in left_out) + (name in MISSING)
        if places != 1:
            raise SystemExit(f"conformance: {name} of PyTorch must be mapped, missing or left out: {places}")
    unknown = sorted({*MAPPINGS, *left_out, *MISSING} - set(names))
    if unknown:
        raise SystemExit(f"conformance: this PyTorch has no {', '.join(unknown)}")
    return left_out


def operation(op, row, chosen):
    """Yields the cases of an operation; what cannot be asked is counted at once."""
    for dtype in DTYPES:
        for sample in samples.samples(op, dtype, chosen.seed, chosen.samples):
            try:
                case = samples.case_of(op, MAPPINGS[row.name], sample, dtype)
            except Refused as e:
                row.refuse(str(e))
            except samples.TheirError:
                row.theirs += 1
            except Exception as e:  # a mapping that does not fit its operation
                row.fail(f"mapping: {type(e).__name__}: {e}")
            else:
                yield (row, case), case.line


def progress(text):
    print(text, file=sys.stderr, flush=True)


def main():
    parser, chosen = options()
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    conventions.check_rows(chosen.docs / "conventions.md")
    db = samples.op_db()
    left_out = table(db)
    unknown = [n for n in chosen.ops if n not in MAPPINGS]
    if unknown:
        parser.error(f"not compared: {', '.join(f'{n} ({left_out.get(n, chr(63))})' for n in unknown)}")
    workers = Workers(chosen.java, chosen.jar, PROVIDERS)
    progress(f"PyTorch {torch.__version__}; ours: {'; '.join(a['kernels'] for a in workers.about())}")
    start = time.time()
    rows = {samples.name_of(op): Row(samples.name_of(op)) for op in db
            if samples.name_of(op) in MAPPINGS
            and (not chosen.ops or samples.name_of(op) in chosen.ops)}

    def cases():
        for i, op in enumerate(op for op in db if samples.name_of(op) in rows):
            if i % 50 == 0:
                progress(f"{i} of {len(rows)} operations, {time.time() - start:.0f} s")
            yield from operation(op, rows[samples.name_of(op)], chosen)

    for (row, case), answers in workers.ask(cases()):
        row.judge(case, answers)
    more = [programs.run(workers, DTYPES, chosen.seed, chosen.programs),
            bilevel.run(workers, DTYPES, chosen.seed, chosen.bilevel)]
    more = [row for row in more if row.samples]
    workers.close()
    operations = sorted(rows.values(), key=lambda r: r.name.lower())
    text = page.report(operations, more)
    print(text)
    bad = [r for r in [*operations, *more] if r.counts[UNEXPLAINED]]
    for row in bad:
        for remark in row.remarks[:5]:
            print(f"UNEXPLAINED {row.name}: {remark}")
    if chosen.whole:
        page.write(chosen.docs / "conformance.md", operations, more)
        progress(f"written: {chosen.docs / 'conformance.md'}")
    progress(f"{time.time() - start:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
