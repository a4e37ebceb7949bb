"""Runs a model that `metabalance export` wrote on a CSV file and, if given, compares with what
`metabalance predict` wrote of the same file.

    python score.py model.onnx new.csv [predictions.csv]

Needs onnx and onnxruntime. What text is a number, a date or missing is told by the schema, which stands in
the file's metadata: a graph takes numbers. This reads plain numbers with any decimal sign, grouping and unit
of the schema, dates of digits with or without a time of day, and times such as 14:30; what else the command
reads (months by name, time zones) it refuses, rather than count it as missing.
"""

import csv
import datetime
import json
import math
import re
import sys

import numpy
import onnx
import onnxruntime

MISSING = {"", "NA", "na", "N/A", "n/a", "N/a", "#N/A", "#n/a", "#NA", "<NA>", "<null>", "<NULL>", "NULL",
           "Null", "null", "NaN", "nan", "NAN", "-nan", "-NaN", "NaT", "?", "None", "none", "NONE", "-", "."}
DIGITS = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?$")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$")


def number(text, column):
    unit = column.get("unit", "")
    plain = text.replace(unit, "").strip() if unit else text
    if column.get("grouping"):
        plain = plain.replace(column["grouping"], "")
    if column.get("decimal") == ",":
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return math.nan


def seconds(text):
    match = CLOCK.match(text)
    if not match:
        return math.nan
    hours, minutes, rest = match.groups()
    if int(hours) > 23 or int(minutes) > 59:
        return math.nan
    return int(hours) * 3600 + int(minutes) * 60 + float(rest or 0)


def date(text, column):
    match = DIGITS.match(text)
    if not match:
        if any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
            sys.exit(f"column {column['name']!r}: this script does not read the date {text!r}")
        return math.nan
    first, second, third, clock = match.groups()
    if len(first) == 4:
        parts = first, second, third
    elif column["order"] == "day-month-year":
        parts = third, second, first
    elif column["order"] == "month-day-year":
        parts = third, first, second
    else:
        parts = first, second, third
    year, month, day = map(int, parts)
    if len(parts[0]) <= 2:
        year += 2000 if year < 69 else 1900
    try:
        days = (datetime.date(year, month, day) - datetime.date(1970, 1, 1)).days
    except ValueError:
        return math.nan
    return (days * 86400 + seconds(clock)) / 86400 if clock else float(days)


def value(text, column):
    text = text.strip()
    kind = column["kind"]
    if kind == "category":
        return text  # what says that there is none is in the graph
    if text in MISSING or text in column.get("missing", []):
        return math.nan
    if kind == "date":
        return date(text, column)
    if kind == "time":
        return seconds(text) / 3600
    return number(text, column)


def inputs(schema, rows):
    feed = {}
    for column in schema["columns"]:
        name = column["name"]
        if rows and name not in rows[0]:
            sys.exit(f"the data has no column {name!r}")
        values = [[value(row[name], column)] for row in rows]
        is_text = column["kind"] == "category"
        feed[name] = numpy.array(values, dtype=object if is_text else numpy.float64).reshape(-1, 1)
    return feed


def main(model_file, data_file, predictions_file=None):
    model = onnx.load(model_file)
    onnx.checker.check_model(model, full_check=True)
    about = {entry.key: entry.value for entry in model.metadata_props}
    with open(data_file, newline="", encoding="utf-8-sig") as data:
        rows = list(csv.DictReader(data))
    session = onnxruntime.InferenceSession(model_file, providers=["CPUExecutionProvider"])
    feed = inputs(json.loads(about["schema"]), rows)
    probabilities, predicted = session.run(["probabilities", "predicted"], feed)
    classes = about["classes"].split("\n")
    if predictions_file is None:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow([f"probability_{name}" for name in classes] + ["predicted"])
        for numbers, name in zip(probabilities, predicted):
            out.writerow([float(p) for p in numbers] + [name])
        return
    with open(predictions_file, newline="", encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    if len(expected) != len(rows):
        sys.exit(f"{len(rows)} rows, and predictions of {len(expected)}")
    difference = 0.0
    others = 0
    for numbers, name, row in zip(probabilities, predicted, expected):
        for p, cls in zip(numbers, classes):
            difference = max(difference, abs(float(p) - float(row[f"probability_{cls}"])))
        others += name != row["predicted"]
    print(f"{len(rows)} rows: probabilities differ by {difference:.2g} at most, {others} predicted otherwise")
    allowed = 1e-6
    rounding = float(about["rounding"])  # what 32 bits round of the network, as steep as the calibration is
    if rounding > allowed:
        allowed = rounding
        print(f"the calibration is steep: {rounding:.1g} is allowed for")
    if difference > allowed:
        sys.exit(f"more than {allowed:.1g}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
