using Workflows.Instances;

namespace Workflows.Tests.Conventions;

/// <summary>What users can call changes only where a reviewer sees it.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_API_of_Workflows_Bus_is_as_approved() => Approved.Check("Workflows.Bus.api", PublicApi.Of(typeof(Workflow).Assembly));

    [Fact]
    public void The_API_of_Workflows_Contracts_is_as_approved() => Approved.Check("Workflows.Contracts.api", PublicApi.Of(typeof(Contracts.WorkflowStatus).Assembly));

    [Fact]
    public void The_kinds_of_journal_entries_which_are_stored_by_name_are_as_approved() =>
        Approved.Check("JournalEntryKinds", string.Join('\n', Enum.GetNames<EntryKind>()));
}
