using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Failures;

/// <summary>Faulted instances, grouped by how they failed.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Workflow">Only those of this workflow; null: all.</param>
/// <param name="Workflows">Names to choose from.</param>
/// <param name="After">Cursor of this page; null: the first.</param>
/// <param name="Page">The groups.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
internal sealed record FailuresModel(DateTimeOffset At, string? Workflow, IReadOnlyList<string> Workflows, string? After, Section<WorkflowPage<WorkflowFailure>> Page, IReadOnlyList<string> Faults);

/// <summary>One group.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Failure">The group.</param>
/// <param name="Sample">The error of one of them, without its stack trace where the viewer may not see it.</param>
/// <param name="Lines">Some of its instances.</param>
/// <param name="WhyNotOperate">Why the viewer may not operate; null: may.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
internal sealed record FailureModel(DateTimeOffset At, WorkflowFailure Failure, WorkflowError? Sample, Section<IReadOnlyList<InstanceLine>> Lines, string? WhyNotOperate, IReadOnlyList<string> Faults);
