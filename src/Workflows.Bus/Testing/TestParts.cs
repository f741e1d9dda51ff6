namespace Workflows.Testing;

/// <summary>The parts that the harness puts together.</summary>
internal sealed record TestParts(ManualClock Clock, TestHost Host, MessagesInFlight Messages, Idleness Idleness, VirtualTime Time, StepFakes Fakes, RunSource Runs);
