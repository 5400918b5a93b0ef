#!/usr/bin/env python3
"""Runs the same workbooks, file to file, through outturn, LibreOffice, Gnumeric and HyperFormula, in turns.

    side_by_side.py --outturn PROGRAM [--floor PROGRAM] [NAME ...] [--scale 1] [mode ...]

Prints Markdown. Processor time is user and system time of the whole process and its children, the least of the
repetitions; noise is how much more the worst repetition took. Only ratios within one run count. README.md tells more.
"""

import argparse
import filecmp
import glob
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from workloads import WORKLOADS, file_name  # noqa: E402

SCALED = ["filldown", "ledger", "running", "grid", "dates", "wildcards", "ranks"]
# What `--set` changes in a settled book; {middle} is the row in the middle.
INPUTS = {
    "filldown": (100_000, "Data!A{middle}=777"), "ledger": (100_000, "Ledger!C{middle}=12.5"),
    "running": (100_000, "Run!A{middle}=777"), "grid": (3_000, "Grid!A1=0.5"), "kpi": (120, "S1!C2=7"),
    "model": (60, "Unit1!B1=1000"), "loan": (100_000, "Loan!B1=0.05"), "million": (1_000_000, "Rows!A{middle}=777"),
    "whole_columns": (100_000, "Data!C{middle}=12.5"), "expanding": (20_000, "Grow!A{middle}=12.5"),
    "lookups": (50_000, "Table!D{middle}=77"), "dates": (100_000, "Data!B{middle}=12.5"),
    "wildcards": (100_000, "Data!B{middle}=12.5"),
}
# Indicators are outturn's own; LibreOffice 7.4 has no dynamic arrays.
NOT_COMPARED = {"indicators", "dynamic_arrays"}
CLOCK = "2024-04-01"
# One command line of LibreOffice 7.4 takes 247 files and leaves the rest out without a word.
FILES_A_COMMAND = 240
SLOW_SECONDS = 20

LIBREOFFICE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Run:
    """One run of a command. Peak memory cannot be seen below that of this script, about 15 MB."""

    def __init__(self, command, limit):
        begin = time.monotonic()
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                                       start_new_session=True)
            self.late = False

            def stop():
                self.late = True
                os.killpg(process.pid, signal.SIGKILL)
            timer = threading.Timer(limit, stop)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            self.errors = errors.read().decode(errors="replace")
        self.wall = time.monotonic() - begin
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        self.status = process.returncode
        self.failed = not self.late and self.status != 0


class Program:
    def __init__(self, name, limit):
        self.name = name
        self.limit = limit
        self.missing = None

    def command(self, source, target):
        raise NotImplementedError

    def run(self, source, target, prefix=()):
        if os.path.exists(target):
            os.remove(target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return Run([*prefix, *self.command(source, target)], self.limit)


class Outturn(Program):
    def __init__(self, path, limit):
        super().__init__("outturn", limit)
        self.path = os.path.abspath(path)
        self.extra = []

    def command(self, source, target):
        return [self.path, "recalc", source, "-o", target, "--clock", CLOCK, *self.extra]


class LibreOffice(Program):
    def __init__(self, limit, folder):
        super().__init__("LibreOffice", limit)
        self.profile = os.path.join(folder, "libreoffice")
        self.missing = None if shutil.which("soffice") else "soffice is not installed"

    def convert(self, files, folder):
        return ["soffice", f"-env:UserInstallation=file://{self.profile}", "--headless", "--convert-to", "xlsx",
                "--outdir", folder, *files]

    def command(self, source, target):
        return self.convert([source], os.path.dirname(target))

    def run(self, source, target, prefix=()):
        self.prepare(source)
        result = super().run(source, target, prefix)
        if result.late:
            shutil.rmtree(self.profile)
        return result

    def prepare(self, source):
        """A profile of its own that always recalculates; its first use, which fills it, is not measured."""
        if os.path.exists(self.profile):
            return
        os.makedirs(os.path.join(self.profile, "user"))
        with open(os.path.join(self.profile, "user", "registrymodifications.xcu"), "w") as settings:
            settings.write(LIBREOFFICE_SETTINGS)
        Run(["soffice", f"-env:UserInstallation=file://{self.profile}", "--headless", "--terminate_after_init"], 120)


class Gnumeric(Program):
    def __init__(self, limit):
        super().__init__("Gnumeric", limit)
        self.missing = None if shutil.which("ssconvert") else "ssconvert is not installed (package gnumeric)"

    def command(self, source, target):
        return ["ssconvert", "--recalc", source, target]


class HyperFormula(Program):
    def __init__(self, limit, modules):
        super().__init__("HyperFormula", limit)
        self.modules = modules
        if not shutil.which("node"):
            self.missing = "node is not installed"
        elif not modules or not os.path.isdir(os.path.join(modules, "node_modules", "hyperformula")):
            self.missing = "no folder with `npm install hyperformula xlsx` was given by --hyperformula"

    def command(self, source, target):
        return ["node", "--max-old-space-size=8192", os.path.join(HERE, "hyperformula_file.cjs"), self.modules, source, target]


class Floor:
    """The program of floor.cpp: what inflating and deflating the parts that change costs."""

    def __init__(self, path, folder):
        self.path = path
        self.work = os.path.join(folder, "floor.work")
        if not path or not os.path.exists(path):
            print("The floor is left out: its program is not there (target `floor`, or --floor).\n")
            self.path = None

    def prepare(self, source, target):
        if self.path is None:
            return None
        told = subprocess.run([self.path, "prepare", source, target, self.work], capture_output=True, text=True)
        if told.returncode != 0:
            raise SystemExit(told.stderr)
        return told.stdout

    def run(self, source):
        return Run([self.path, "measure", source, self.work], 600) if self.path else None


class Measured:
    def __init__(self):
        self.runs = []

    def add(self, run):
        self.runs.append(run)

    @property
    def late(self):
        return any(run.late for run in self.runs)

    @property
    def failed(self):
        return any(run.failed for run in self.runs)

    @property
    def cpu(self):
        return min(run.cpu for run in self.runs)

    @property
    def wall(self):
        return min(run.wall for run in self.runs)

    @property
    def memory(self):
        return max(run.memory for run in self.runs)

    @property
    def noise(self):
        if len(self.runs) < 2:
            return "one run"
        return f"{100 * (max(run.cpu for run in self.runs) / max(self.cpu, 1e-9) - 1):.0f} %"


class Session:
    def __init__(self, options):
        self.options = options
        self.failed = False
        self.folder = os.path.abspath(options.folder) if options.folder else tempfile.mkdtemp(prefix="benchmarks")
        os.makedirs(self.folder, exist_ok=True)
        self.outturn = Outturn(options.outturn, options.limit)
        self.floor = Floor(options.floor or os.path.join(os.path.dirname(self.outturn.path), "tests", "floor"), self.folder)
        programs = [self.outturn, LibreOffice(options.limit, self.folder), Gnumeric(options.limit),
                    HyperFormula(options.limit, options.hyperformula)]
        wanted = options.only.split(",") if options.only else [program.name for program in programs]
        self.programs = []
        for program in programs:
            if program.name not in wanted:
                continue
            if program.missing:
                print(f"{program.name} is left out: {program.missing}.\n")
            else:
                self.programs.append(program)

    def close(self):
        if not self.options.folder:
            shutil.rmtree(self.folder)

    def fail(self, message):
        self.failed = True
        print(f"FAILED: {message}\n", flush=True)

    def book(self, name, scale, settled=False):
        folder = os.path.join(self.folder, f"scale-{scale:g}")
        path = os.path.join(folder, file_name(name, settled))
        if not os.path.exists(path):
            command = [self.options.python, os.path.join(HERE, "workloads.py"), folder, name, "--scale", str(scale)]
            if settled:
                command += ["--settled", "--outturn", self.outturn.path]
            subprocess.run(command, check=True)
            if settled:
                self.check_settled(path)
        return path

    def check_settled(self, path):
        """Formulas shared must have the values that the same formulas had one by one: nothing changes, no byte."""
        target = self.target(self.outturn, path)
        self.outturn.run(path, target)
        if not os.path.exists(target) or not filecmp.cmp(path, target, shallow=False):
            self.fail(f"recalculating {os.path.basename(path)}, whose values were right, changed it")

    def target(self, program, source):
        return os.path.join(self.folder, "out", program.name, os.path.basename(source))

    def measure(self, program, source, runs, prefix=()):
        """One more run into `runs`; nothing where the program failed, was too late or slow before."""
        if runs.runs and (runs.late or runs.failed or runs.runs[0].cpu > SLOW_SECONDS):
            return
        target = self.target(program, source)
        run = program.run(source, target, prefix)
        runs.add(run)
        run.failed |= not run.late and not os.path.exists(target)
        if run.failed and program is self.outturn:
            self.fail(f"outturn, {os.path.basename(source)}: exit status {run.status}: {run.errors.strip()[-300:]}")

    def compare(self, source, other):
        """Tells how outturn's values agree with the other program's; differing values fail the run."""
        ours, theirs = self.target(self.outturn, source), self.target(other, source)
        if not (os.path.exists(ours) and os.path.exists(theirs)):
            return
        told = subprocess.run([sys.executable, os.path.join(HERE, "compare_values.py"), ours, theirs], capture_output=True,
                              text=True)
        print(f"Against {other.name}: {(told.stdout or told.stderr).strip()}")
        self.failed |= told.returncode != 0

    # ------------------------------------------------------------------------------------------------- modes

    def table(self, names, settled=False):
        for name in names:
            source = self.book(name, self.options.scale, settled)
            measured = {program: Measured() for program in self.programs}
            floor, sizes = Measured(), None
            for turn in range(self.options.repeat):
                for program in self.programs:
                    self.measure(program, source, measured[program])
                if turn == 0 and os.path.exists(self.target(self.outturn, source)):
                    sizes = self.floor.prepare(source, self.target(self.outturn, source))
                if sizes:
                    floor.add(self.floor.run(source))
            print(f"### {os.path.basename(source)} at scale {self.options.scale:g}: {WORKLOADS[name].__doc__}\n")
            print("| program | CPU s | wall s | peak MB | CPU: LibreOffice's | CPU: the floor's | memory: LibreOffice's | output: input | noise |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
            base = next((measured[program] for program in self.programs if program.name == "LibreOffice"), None)
            if base is not None and (base.late or base.failed):
                base = None
            if floor.runs:
                self.row("the floor", floor, base, None, None)
            for program in self.programs:
                runs = measured[program]
                if runs.failed:
                    print(f"| {program.name} | failed, status {runs.runs[0].status} | | | | | | | |")
                elif runs.late:
                    print(f"| {program.name} | over {program.limit:g} s | | | | | | | |")
                else:
                    target = self.target(program, source)
                    self.row(program.name, runs, base, floor if floor.runs else None,
                             os.path.getsize(target) / os.path.getsize(source) if os.path.exists(target) else None)
            print()
            if name not in NOT_COMPARED:
                for program in self.programs:
                    if program.name == "LibreOffice":
                        self.compare(source, program)
            print(flush=True)

    @staticmethod
    def row(name, runs, base, floor, size):
        def ratio(text, value):
            return text.format(value) if value is not None else ""
        print(f"| {name} | {runs.cpu:.3f} | {runs.wall:.3f} | {runs.memory:.0f} | "
              + ratio("1/{:.1f}", base.cpu / runs.cpu if base else None) + " | "
              + ratio("{:.2f}", runs.cpu / floor.cpu if floor else None) + " | "
              + ratio("1/{:.1f}", base.memory / runs.memory if base else None) + " | "
              + ratio("{:.2f}", size) + f" | {runs.noise} |")

    def scaling(self, names):
        print("### Growth: CPU seconds of outturn (of the floor), and the exponent of a power of the scale\n")
        scales = [float(each) for each in self.options.scales.split(",")]
        print("| workload | " + " | ".join(f"{scale:g}×" for scale in scales) + " | exponent | of the floor | MB at each | noise |")
        print("| --- |" + " --- |" * (len(scales) + 4))
        for name in names:
            ours, floors = [], []
            for scale in scales:
                source = self.book(name, scale)
                runs, floor = Measured(), Measured()
                for _ in range(self.options.repeat):
                    self.measure(self.outturn, source, runs)
                if self.floor.prepare(source, self.target(self.outturn, source)):
                    for _ in range(self.options.repeat):
                        floor.add(self.floor.run(source))
                ours.append(runs)
                floors.append(floor)
            cells = [f"{runs.cpu:.3f}" + (f" ({floor.cpu:.3f})" if floor.runs else "") for runs, floor in zip(ours, floors)]
            print(f"| {name} | " + " | ".join(cells) + f" | {exponent(scales, [runs.cpu for runs in ours])} | "
                  + (exponent(scales, [floor.cpu for floor in floors]) if floors[0].runs else "") + " | "
                  + " ".join(f"{runs.memory:.0f}" for runs in ours) + f" | {ours[0].noise} |", flush=True)
        print()

    def one_set(self, names):
        print("### One --set on a settled book, file to file\n")
        print("| workload | input | CPU s | wall s | peak MB | floor CPU s | CPU: the floor's | noise | changed parts' size |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for name in names:
            if name not in INPUTS:
                continue
            rows, assignment = INPUTS[name]
            assignment = assignment.format(middle=max(2, round(rows * self.options.scale / 2)))
            source = self.book(name, self.options.scale, settled=True)
            runs, floor, sizes = Measured(), Measured(), None
            self.outturn.extra = ["--set", assignment]
            for turn in range(self.options.repeat):
                self.measure(self.outturn, source, runs)
                if turn == 0 and os.path.exists(self.target(self.outturn, source)):
                    sizes = self.floor.prepare(source, self.target(self.outturn, source))
                if sizes:
                    floor.add(self.floor.run(source))
            self.outturn.extra = []
            size = next((line[8:] for line in (sizes or "").splitlines() if line.startswith("size")), "")
            print(f"| {name} | {assignment} | {runs.cpu:.3f} | {runs.wall:.3f} | {runs.memory:.0f} | "
                  + (f"{floor.cpu:.3f} | {runs.cpu / floor.cpu:.2f}" if floor.runs else " | ") + f" | {runs.noise} | {size} |",
                  flush=True)
        print()

    def threads(self, names):
        cores = sorted(os.sched_getaffinity(0))
        print(f"### One core against {len(cores)}\n")
        print("| workload | wall s, 1 core | wall s, all | speed-up | CPU s, 1 core | CPU s, all | peak MB, 1 core | peak MB, all |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for name in names:
            source = self.book(name, self.options.scale)
            one, all_ = Measured(), Measured()
            for _ in range(self.options.repeat):
                self.measure(self.outturn, source, one, ("taskset", "-c", str(cores[0])))
                self.measure(self.outturn, source, all_)
            print(f"| {name} | {one.wall:.3f} | {all_.wall:.3f} | {one.wall / all_.wall:.2f} | {one.cpu:.3f} | {all_.cpu:.3f} | "
                  f"{one.memory:.0f} | {all_.memory:.0f} |", flush=True)
        print()

    def small(self):
        source = self.book("small", self.options.scale)
        files = sorted(glob.glob(f"{source}/*.xlsx"))
        print(f"### small: {len(files)} workbooks in one command\n")
        ours, folder = Measured(), os.path.join(self.folder, "out", "small")
        for _ in range(self.options.repeat):
            shutil.rmtree(folder, ignore_errors=True)
            ours.add(Run([self.outturn.path, "recalc", source, "--out-dir", folder, "--clock", CLOCK], self.options.limit))
        made = len(glob.glob(f"{folder}/**/*.xlsx", recursive=True))
        if made != len(files) or ours.runs[-1].status != 0:
            self.fail(f"outturn wrote {made} of {len(files)} small workbooks, status {ours.runs[-1].status}: "
                      f"{ours.runs[-1].errors[-300:]}")
        print("| program | CPU s | wall s | peak MB | CPU: LibreOffice's | memory: LibreOffice's | noise |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        libreoffice = next((program for program in self.programs if program.name == "LibreOffice"), None)
        told = " | "
        if libreoffice:
            libreoffice.prepare(source)
            folder = os.path.join(self.folder, "out", "small-libreoffice")
            shutil.rmtree(folder, ignore_errors=True)
            one = min((Run(libreoffice.convert(files[:1], folder), 120) for _ in range(3)), key=lambda run: run.cpu)
            batches = [files[at:at + FILES_A_COMMAND] for at in range(0, len(files), FILES_A_COMMAND)]
            runs = [Run(libreoffice.convert(batch, folder), self.options.limit) for batch in batches]
            # As one process: the other starts are taken off, a start being what one file costs beyond the next files.
            further = max(0.0, (runs[0].cpu - one.cpu) / max(1, len(batches[0]) - 1))
            further_wall = max(0.0, (runs[0].wall - one.wall) / max(1, len(batches[0]) - 1))
            again = len(batches) - 1
            cpu = sum(run.cpu for run in runs) - again * (one.cpu - further)
            wall = sum(run.wall for run in runs) - again * (one.wall - further_wall)
            memory = max(run.memory for run in runs)
            done = len(glob.glob(f"{folder}/*.xlsx"))
            print(f"| LibreOffice, {done} files | {cpu:.2f} | {wall:.2f} | {memory:.0f} | | | one run |")
            told = f"1/{cpu / ours.cpu:.1f} | 1/{memory / ours.memory:.1f}"
        print(f"| outturn, {made} files | {ours.cpu:.3f} | {ours.wall:.3f} | {ours.memory:.0f} | {told} | {ours.noise} |\n")

    def cold(self):
        runs = Measured()
        for _ in range(max(3, 4 * self.options.repeat)):
            run = Run([self.outturn.path, "eval", "=1+1"], 60)
            runs.add(run)
            if run.status != 0:
                self.fail(f"outturn eval: status {run.status}: {run.errors[-300:]}")
        walls = sorted(run.wall for run in runs.runs)
        print(f"### outturn eval '=1+1', a process each time\n\nCPU {1000 * runs.cpu:.1f} ms at least, wall {1000 * walls[0]:.1f} ms at "
              f"least, {1000 * walls[len(walls) // 2]:.1f} ms at the median of {len(walls)}.\n")


def exponent(scales, seconds):
    """The slope of a straight line through the logarithms, by least squares."""
    if len(scales) < 2 or min(seconds) <= 0:
        return ""
    x, y = [math.log(each) for each in scales], [math.log(each) for each in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return f"{sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x):.2f}"


def python_with_xlsxwriter():
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import xlsxwriter"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return python
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="workloads (default: those of the mode)")
    parser.add_argument("--outturn", required=True)
    parser.add_argument("--floor", help="default: tests/floor beside the program")
    parser.add_argument("--hyperformula", metavar="FOLDER", help="where `npm install hyperformula xlsx` was run")
    parser.add_argument("--folder", help="keeps the workbooks, so that the next run need not write them")
    parser.add_argument("--only", help="programs, such as outturn,LibreOffice")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--scales", default="1,2,4,8")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--limit", type=float, default=600, help="seconds of wall time for a program")
    parser.add_argument("--settled", action="store_true", help="the table for settled books")
    for mode in ("scaling", "set", "threads", "small", "cold", "all"):
        parser.add_argument(f"--{mode}", action="store_true")
    options = parser.parse_args()
    unknown = set(options.names) - set(WORKLOADS)
    if unknown:
        parser.error(f"no such workload: {', '.join(sorted(unknown))}")
    options.python = python_with_xlsxwriter()
    if options.python is None:
        print("xlsxwriter is missing: install python3-xlsxwriter", file=sys.stderr)
        return 77

    session = Session(options)
    every = [name for name in options.names or WORKLOADS if name != "small"]
    modes = [mode for mode in ("scaling", "set", "threads", "small", "cold") if getattr(options, mode) or options.all]
    try:
        if not modes or options.all or options.settled:
            session.table(every, options.settled)
        if "scaling" in modes:
            session.scaling(options.names or SCALED)
        if "set" in modes:
            session.one_set(every)
        if "threads" in modes:
            session.threads(every)
        if "small" in modes:
            session.small()
        if "cold" in modes:
            session.cold()
    finally:
        session.close()
    return 1 if session.failed else 0


if __name__ == "__main__":
    sys.exit(main())
