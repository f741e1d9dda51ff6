using System.Text.RegularExpressions;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Kinds;

namespace Workflows.Tests.Kinds;

public class OperationKindsTests
{
    private static readonly IEnumerable<Type> _commands =
        typeof(IWorkflowOperation).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IWorkflowOperation)) && !type.IsInterface);

    private static OperationInput Input(OperationKind kind) => new(Guid.NewGuid(), "ann", "because", Guid.NewGuid())
    {
        Values = kind.Parameters.ToDictionary(parameter => parameter.Name, string? (parameter) => parameter.Example),
    };

    [Fact]
    public void Every_command_to_an_instance_has_exactly_one_row() =>
        OperationKinds.All.Select(kind => kind.Command.Name).Order().ShouldBe(_commands.Select(type => type.Name).Order());

    [Fact]
    public void No_two_operations_share_a_name_an_address_an_entry_or_a_form_for_many()
    {
        OperationKinds.All.Select(kind => kind.Name).ShouldBeUnique();
        OperationKinds.All.Select(kind => kind.Slug).ShouldBeUnique();
        OperationKinds.All.SelectMany(kind => kind.Entries).ShouldBeUnique();
        OperationKinds.All.Select(kind => kind.Bulk).Where(bulk => bulk is not null).ShouldBeUnique();
    }

    [Fact]
    public void Every_operation_leaves_an_entry_of_a_known_kind() =>
        OperationKinds.All.ShouldAllBe(kind => kind.Entries.Count > 0 && kind.Entries.All(entry => Enum.GetNames<EntryKind>().Contains(entry)));

    [Fact]
    public void Every_form_for_many_belongs_to_an_operation_of_its_name() =>
        OperationKinds.All.Where(kind => kind.Bulk is not null).ToDictionary(kind => kind.Bulk!.Value, kind => kind.Name)
            .ShouldBe(Enum.GetValues<WorkflowBulkOperation>().ToDictionary(bulk => bulk, bulk => bulk.ToString()), ignoreOrder: true);

    [Fact]
    public void Every_command_is_made_with_all_that_it_has()
    {
        foreach (var kind in OperationKinds.All)
        {
            var input = Input(kind) with { EventId = Guid.NewGuid() };
            var command = kind.Create(input);
            OperationKinds.Of(command).ShouldBeSameAs(kind);
            (command.InstanceId, command.Actor, command.Reason, command.JobId).ShouldBe((input.InstanceId, input.Actor, input.Reason, input.JobId));
            var empty = kind.Command.GetProperties().Where(property => property.GetValue(command) is null).Select(property => property.Name);
            empty.ShouldBeSubsetOf([nameof(SendWorkflowEvent.MessageUrn)], $"of {kind.Name}");
        }
    }

    [Fact]
    public void What_an_operation_needs_is_found_missing()
    {
        foreach (var kind in OperationKinds.All.Where(kind => kind.Parameters.Any(parameter => parameter.IsRequired)))
        {
            var input = new OperationInput(Guid.NewGuid(), null, null);
            var missing = kind.MissingIn(input).ShouldNotBeNull();
            Should.Throw<ArgumentException>(() => kind.Create(input)).Message.ShouldBe($"'{missing.Name}' is missing: {missing.Description}");
            kind.MissingIn(Input(kind)).ShouldBeNull();
        }
    }

    /// <summary>With the kind of its entry, its form for many, what the engine makes of it and what the dashboard says of it, a new one is eight files.</summary>
    [Fact]
    public void A_command_is_named_by_its_contract_the_client_the_table_and_the_rules_alone()
    {
        string[] sources = [.. new[] { "src/Shared", "src/Workflows.Contracts", "src/Workflows.Bus", "src/Workflows.Dashboard" }.SelectMany(Repository.SourcesBelow)];
        foreach (var kind in OperationKinds.All.Where(kind => kind != OperationKinds.SendEvent))
        {
            var name = new Regex($@"\b{kind.Command.Name}\b");
            sources.Where(path => name.IsMatch(File.ReadAllText(Repository.PathOf(path)))).Order(StringComparer.Ordinal).ShouldBe(
            [
                "src/Shared/Kinds/OperationKinds.cs",
                "src/Workflows.Bus/Engine/OperationRules.cs",
                "src/Workflows.Contracts/IWorkflowClient.cs",
                $"src/Workflows.Contracts/{kind.Command.Name}.cs",
            ], ignoreOrder: true);
        }
    }
}
