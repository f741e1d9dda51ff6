using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests.Observation;

/// <summary>What must hold of an order when it is done.</summary>
internal static class Orders
{
    public static async Task ShouldBeOrderedOnceAsync(this InstanceView view, Guid instanceId)
    {
        var state = (await view.CompletesAsync(instanceId)).StateAs<OrderState>();
        (state.CheckCount, state.ReserveCount, state.ReservedCount, state.ShipCount).ShouldBe((1, 1, 1, 1));
        var journal = await view.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce("check", "reserve", "ship");
        journal.CountOf("SleepElapsed").ShouldBe(1);
        journal.CountOf("EventReceived").ShouldBe(1);
    }
}
