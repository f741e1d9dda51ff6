namespace Workflows.Tests.Definition;

public class StateFaultTests
{
    private static IReadOnlyList<string> FaultsOf<TState>()
        where TState : class => Plans.FaultsOf(new InlineWorkflow<TState>(flow => flow.Finish()));

    [Fact]
    public void A_state_without_members_of_its_own_is_refused()
    {
        FaultsOf<string>().ShouldBe(["order v3: expected a concrete class with members of its own as state, but it is System.String."]);
        FaultsOf<object>().Count.ShouldBe(1);
        FaultsOf<int[]>().Count.ShouldBe(1);
        FaultsOf<List<int>>().Count.ShouldBe(1);
        FaultsOf<IFormattable>().Count.ShouldBe(1);
        FaultsOf<Stream>().Count.ShouldBe(1);
    }

    [Fact]
    public void A_class_a_record_and_a_dictionary_are_taken()
    {
        FaultsOf<Order>().ShouldBeEmpty();
        FaultsOf<OrderPlaced>().ShouldBeEmpty();
        FaultsOf<Dictionary<string, int>>().ShouldBeEmpty();
    }
}
