using MassTransit;
using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

public sealed class WorkflowEndpointsTests
{
    [Fact]
    public void Every_name_carries_the_prefix_of_the_formatter()
    {
        var endpoints = new WorkflowEndpoints(new KebabCaseEndpointNameFormatter("staging", false));

        endpoints.InstancesOf(typeof(ShippingWorkflow)).ShouldBe("staging-shipping-workflow");
        endpoints.StepsOf(typeof(ShippingWorkflow), null).ShouldBe("staging-shipping-workflow-steps");
        endpoints.StepsOf(typeof(ShippingWorkflow), "SlowMail").ShouldBe("staging-slow-mail");
        endpoints.Commands.ShouldBe("staging-workflow-commands");
    }

    [Fact]
    public void Names_without_a_prefix_are_those_of_the_formatter()
    {
        var endpoints = new WorkflowEndpoints(DefaultEndpointNameFormatter.Instance);

        endpoints.InstancesOf(typeof(ShippingWorkflow)).ShouldBe("ShippingWorkflow");
        endpoints.StepsOf(typeof(ShippingWorkflow), null).ShouldBe("ShippingWorkflowSteps");
        endpoints.StepsOf(typeof(ShippingWorkflow), "mail").ShouldBe("mail");
        endpoints.Commands.ShouldBe("WorkflowCommands");
    }

    /// <summary>An address cannot hold what CLR puts behind the name of a generic class: messages would go nowhere.</summary>
    [Fact]
    public void Generic_classes_have_names_that_an_address_can_hold() =>
        new WorkflowEndpoints(DefaultEndpointNameFormatter.Instance).InstancesOf(typeof(BatchWorkflow<List<int>>)).ShouldBe("List");

    private sealed class BatchWorkflow<TState> : Workflow<TState>
        where TState : class
    {
        protected override void Define(IWorkflowBuilder<TState> flow) => flow.Finish();
    }

    private sealed class ShippingWorkflow : Workflow<object>
    {
        protected override void Define(IWorkflowBuilder<object> flow) => flow.Finish();
    }
}
