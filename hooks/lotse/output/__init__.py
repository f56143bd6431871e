"""What happens between a finished folder and its readers.

A build in five lines; whatever ends it early, the old site stays whole and nothing is left beside it::

    with workplace(Path("site"), sources_of(project, private)) as place:
        ...                                        # write the site into `place.folder`; the present one is `place.old`
        copy_public_files(project, place.folder)   # .well-known/, robots.txt
        ...                                        # judge it
        place.publish()                            # compress, keep days, list, exchange

Everything that is not done is a `Refused` with a German sentence. `guard_folder` and `guard_file` say beforehand
whether a command may write somewhere, `hashed_assets` names scripts and styles by their content, `run_child` runs a
program that ends when we do, and `lotse.output.servers` writes what a web server needs to know.
"""

from __future__ import annotations

from lotse.output.assets import HashedAssets, hashed_assets
from lotse.output.children import run_child
from lotse.output.files import FolderFiles, paths_in, write_file
from lotse.output.guard import Sources, guard_file, guard_folder, sources_of
from lotse.output.listing import PAGES, WEBSITE, Listing, read_listing
from lotse.output.public_files import copy_public_files, public_problems
from lotse.output.publication import KEPT_RELEASES, Workplace, mend, workplace
from lotse.output.refusal import Refused
from lotse.output.seal import is_sealed, sealed
from lotse.output.signals import interruptible, uninterrupted

__all__ = [
    "KEPT_RELEASES", "PAGES", "WEBSITE", "FolderFiles", "HashedAssets", "Listing", "Refused", "Sources", "Workplace",
    "copy_public_files", "guard_file", "guard_folder", "hashed_assets", "interruptible", "is_sealed", "mend",
    "paths_in", "public_problems", "read_listing", "run_child", "sealed", "sources_of", "uninterrupted", "workplace",
    "write_file",
]  # fmt: skip
