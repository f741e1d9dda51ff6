using System.Text.Json;
using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.Tests.Persistence.Json;

/// <summary>Rows of an earlier release are read as what the instances are today.</summary>
public sealed class GoldenRowTests
{
    public static TheoryData<string> Places => [.. Errands.Places.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_row_of_an_earlier_release_is_the_instance_that_it_was(string place) =>
        TextOf(GoldenRows.Instances[place]).ShouldBe(TextOf(Errands.OfLayoutBefore(place)));

    [Theory]
    [MemberData(nameof(Places))]
    public void It_is_the_same_when_it_is_stored_and_read_again(string place)
    {
        var instance = GoldenRows.Instances[place];

        TextOf(StoredJson.ToExecution(StoredJson.OfExecution(instance.Execution, instance.Error), instance.Error)).ShouldBe(TextOf(instance.Execution));
    }

    [Fact]
    public void What_had_no_scope_stands_at_the_place_of_its_node()
    {
        var waiting = GoldenRows.Instances["waiting"].Execution;

        waiting.Tokens.ShouldHaveSingleItem().Place.ShouldBe(WorkflowPlace.Of("payment"));
        waiting.Subscriptions.ShouldAllBe(known => known.Scope.IsRoot);
        GoldenRows.Instances["event-kept"].Execution.KeptEvents.ShouldHaveSingleItem().Waits.ShouldBe([WorkflowPlace.Of("payment")]);
    }

    private static string TextOf<T>(T value) => JsonSerializer.Serialize(value, _readable);

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true };
}
