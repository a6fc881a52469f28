"""What numpy saves and loads, for NpyWriterTests.

    /usr/bin/python3 check_npy.py            writes the golden files with numpy.save (numpy 1.24.2)
    /usr/bin/python3 check_npy.py FOLDER     loads the files our writer left in FOLDER (UNEXT50_NPY_FOLDER=FOLDER while
                                             the tests run) with numpy.load and compares shape, type and values
"""
import pathlib
import sys

import numpy as np

ARRAYS = {
    "float32_3x4": ((3, 4), np.float32),
    "float16_3x4": ((3, 4), np.float16),
    "float32_0x4": ((0, 4), np.float32),
    "float16_12x2048": ((12, 2048), np.float16),
    "float32_2x3x5x5": ((2, 3, 5, 5), np.float32),
}
GOLDEN = pathlib.Path(__file__).parent

for name, (shape, dtype) in ARRAYS.items():
    count = int(np.prod(shape))
    expected = ((np.arange(count, dtype=np.float32) - np.float32(7)) / np.float32(3)).reshape(shape).astype(dtype)
    if len(sys.argv) == 1:
        np.save(GOLDEN / name, expected)
        continue
    for mode in (None, "r"):
        array = np.load(pathlib.Path(sys.argv[1]) / f"{name}.npy", mmap_mode=mode, allow_pickle=False)
        assert array.shape == shape and array.dtype == dtype, (name, array.shape, array.dtype)
        assert array.flags.c_contiguous and np.array_equal(array, expected), name
    print(f"{name}: {array.shape} {array.dtype} as expected")
