"""What must hold when things break: processes die, disks fill, lines are cut. The long forms: make torture."""
