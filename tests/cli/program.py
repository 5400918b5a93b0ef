"""Runs the program under test, whose path is the first argument of a test file."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'support'))
sys.dont_write_bytecode = True

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else 'outturn'
SECONDS = 120


class Run:
    """What one call gave: exit code, stdout and stderr as text."""

    def __init__(self, *arguments, stdin='', folder=None, environment=None):
        done = subprocess.run([BINARY, *map(str, arguments)], input=stdin.encode(), capture_output=True, cwd=folder,
                              env={**os.environ, **(environment or {})}, timeout=SECONDS)
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()


class ProgramTest(unittest.TestCase):
    """Each test has a folder of its own, and run() calls the program in it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='outturn-test.')
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_program(self, *arguments, code=0, **how):
        done = Run(*arguments, folder=self.folder, **how)
        self.assertEqual(done.code, code, 'outturn %s\n%s%s' % (' '.join(map(str, arguments)), done.out, done.err))
        return done

    def path(self, name):
        return self.folder / name

    def bytes_of(self, name):
        return self.path(name).read_bytes()

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob('*') if path.is_file())


def main():
    if len(sys.argv) < 2:
        sys.exit('usage: %s PATH/TO/outturn [TEST…]' % sys.argv[0])
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
