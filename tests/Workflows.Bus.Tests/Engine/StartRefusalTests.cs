using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class StartRefusalTests
{
    private static string RefusalOf(StartTrigger trigger, Action<IWorkflowBuilder<Order>>? define = null)
    {
        var run = new EngineRun(flow =>
        {
            define?.Invoke(flow);
            flow.Step("charge", _ => Task.CompletedTask);
        });
        var refused = run.TryStart(trigger).ShouldBeOfType<Refused>();
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        run.IsStarted.ShouldBeFalse();
        return refused.Message;
    }

    private static StartTrigger Valid => new() { State = new Order() };

    private static StartTrigger Tagged(string name, string value) => Valid with { Tags = new Dictionary<string, string> { [name] = value } };

    [Fact]
    public void A_state_that_cannot_be_stored_is_refused() =>
        RefusalOf(Valid with { State = new Order { OrderId = "a\0" } }).ShouldContain("null character");

    [Fact]
    public void An_empty_key_is_refused() => RefusalOf(Valid with { Key = "" }).ShouldStartWith("A key must not be empty.");

    [Fact]
    public void A_blank_key_is_refused() => RefusalOf(Valid with { Key = " \t" }).ShouldBe("A key must not be blank. Leave it out to take it from the state.");

    [Fact]
    public void A_unique_key_that_was_never_set_is_refused()
    {
        RefusalOf(Valid with { State = new Order { OrderId = "   " } }, flow => flow.UniqueBy(s => s.OrderId)).ShouldContain("s => s.OrderId is empty");
        RefusalOf(Valid with { State = new Order { OrderId = "" } }, flow => flow.UniqueBy(s => s.OrderId)).ShouldBe(
            "order v3, UniqueBy: expected a key or null, but s => s.OrderId is empty: a value that was never set, with which every such start would be taken for the same one, or for none. Set it in the starting state.");
        RefusalOf(Valid, flow => flow.UniqueBy(_ => Guid.Empty)).ShouldContain("_ => Guid.Empty is empty");
        RefusalOf(Valid with { State = new Order { OrderId = null } }, flow => flow.UniqueBy(s => ("tenant", s.OrderId))).ShouldContain("is empty");
    }

    [Fact]
    public void Null_is_no_key_and_zero_is_one()
    {
        var run = new EngineRun(flow =>
        {
            flow.UniqueBy(s => s.OrderId);
            flow.Step("charge", _ => Task.CompletedTask);
        });
        run.Start(new Order { OrderId = null }).Instance.Key.ShouldBeNull();

        var counted = new EngineRun(flow =>
        {
            flow.UniqueBy(s => s.Count);
            flow.Step("charge", _ => Task.CompletedTask);
        });
        counted.Start(new Order()).Instance.Key.ShouldBe("0");
    }

    [Fact]
    public void A_key_that_is_too_long_is_refused() =>
        RefusalOf(Valid with { Key = new string('x', 201) }).ShouldStartWith("A key may have 200 characters, but this one has 201");

    [Fact]
    public void A_key_with_characters_that_no_store_can_hold_is_refused()
    {
        RefusalOf(Valid with { Key = "a\0b" }).ShouldContain("null character");
        RefusalOf(Valid with { Key = "a\ud83d" }).ShouldContain("half of a surrogate pair");
    }

    [Fact]
    public void A_key_from_the_state_is_checked_like_one_from_the_caller() =>
        RefusalOf(Valid with { State = new Order { OrderId = new string('x', 201) } }, flow => flow.UniqueBy(order => order.OrderId)).ShouldContain("201");

    [Fact]
    public void A_key_that_cannot_be_taken_from_the_state_is_refused_with_the_place() =>
        RefusalOf(Valid, flow => flow.UniqueBy(order => order.Customer!.Email)).ShouldStartWith("order v3, UniqueBy: NullReferenceException: ");

    [Fact]
    public void Too_many_tags_are_refused() =>
        RefusalOf(Valid with { Tags = Enumerable.Range(0, 33).ToDictionary(i => $"t{i}", _ => "v") }).ShouldBe("An instance may carry 32 tags, but there are 33.");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0")]
    public void A_bad_name_of_a_tag_is_refused(string name) => RefusalOf(Tagged(name, "v")).ShouldStartWith("The name of a tag must have 1 to 64 characters");

    [Fact]
    public void A_tag_that_is_too_long_or_cannot_be_stored_is_refused()
    {
        RefusalOf(Tagged(new string('n', 65), "v")).ShouldStartWith("The name of a tag");
        RefusalOf(Tagged("n", new string('v', 257))).ShouldStartWith("The value of a tag");
        RefusalOf(Tagged("n", "a\0")).ShouldStartWith("The value of a tag");
        RefusalOf(Tagged("n", "a\ud83d")).ShouldStartWith("The value of a tag");
        RefusalOf(Tagged("n", null!)).ShouldStartWith("The value of a tag");
    }

    [Fact]
    public void Tags_at_the_limit_are_taken()
    {
        var run = new EngineRun(flow => flow.Step("charge", _ => Task.CompletedTask));
        run.Start(Valid with { Tags = Enumerable.Range(10, 32).ToDictionary(i => new string('n', 62) + i, _ => new string('v', 256)) });
        run.Instance.Tags.Count.ShouldBe(32);
    }
}
