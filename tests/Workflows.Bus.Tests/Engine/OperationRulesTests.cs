using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Kinds;

namespace Workflows.Tests.Engine;

public class OperationRulesTests
{
    [Fact]
    public void Every_operation_but_an_event_has_exactly_one_rule() =>
        OperationRules.All.Select(rule => rule.Kind.Name).ShouldBe(OperationKinds.All.Where(kind => kind != OperationKinds.SendEvent).Select(kind => kind.Name));

    [Fact]
    public void Every_trigger_of_an_operation_belongs_to_a_rule() =>
        OperationRules.All.Select(rule => rule.Trigger.Name).Order()
            .ShouldBe(typeof(OperationTrigger).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OperationTrigger))).Select(type => type.Name).Order());

    [Fact]
    public void A_command_becomes_the_trigger_of_its_rule()
    {
        OperationRules.All.ShouldAllBe(rule => TriggerOf(rule).GetType() == rule.Trigger && OperationRules.KindOf(TriggerOf(rule)) == rule.Kind);
        OperationRules.Of(new SkipWorkflowStep { InstanceId = Guid.NewGuid(), Result = "{}" }).TriggerOf(new SkipWorkflowStep { InstanceId = Guid.NewGuid(), Result = "{}" }, "ann", "why").ShouldBe(new SkipTrigger("{}", "ann", "why"));
    }

    private static OperationTrigger TriggerOf(OperationRule rule)
    {
        var input = new OperationInput(Guid.NewGuid(), "ann", null) { Values = rule.Kind.Parameters.ToDictionary(parameter => parameter.Name, string? (parameter) => parameter.Example) };
        return rule.TriggerOf(rule.Kind.Create(input), "ann", null);
    }
}
