"""The best that is possible at all, by a linear program (HiGHS). Only for comparing; the product never needs it."""

import highspy
import numpy as np


def most_welfare(scores: np.ndarray, possible: np.ndarray, partners: int) -> float:
    """No plan can have a larger sum: each meets so many at most, nobody twice; halves of meetings count, too."""
    ones, others = np.nonzero(np.triu(possible, 1))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(ones), len(scores)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = scores[ones, others].astype(float)
    program.col_lower_, program.col_upper_ = np.zeros(len(ones)), np.ones(len(ones))
    program.row_lower_ = np.full(len(scores), -highspy.kHighsInf)
    program.row_upper_ = np.full(len(scores), float(partners))
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.arange(0, 2 * len(ones) + 1, 2)
    program.a_matrix_.index_ = np.stack([ones, others], axis=1).reshape(-1)
    program.a_matrix_.value_ = np.ones(2 * len(ones))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError("HiGHS found no optimum")
    found: float = solver.getInfo().objective_function_value
    return found
