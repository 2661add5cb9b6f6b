"""Action plans: challenges, commitments, milestones, progress, measures, and the plan file."""
