using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>What has happened in the made-up world before anyone looks: a working day of two workflows, with three kinds of trouble.</summary>
internal sealed class FakeSeed(DateTimeOffset now)
{
    private static readonly TimeSpan _queue = TimeSpan.FromMilliseconds(40);

    private static readonly WorkflowError _declined = Fault("Shop.Payments.PaymentDeclinedException", "card ending 4411 expired (code 54)", "Shop.Payments.Gateway.Capture(Order order)");

    private static readonly WorkflowError _mailDown = Fault("System.Net.Sockets.SocketException", "Connection refused (mail.internal:25)", "Shop.Mail.Smtp.Send(Mail mail)");

    private static readonly WorkflowError _stock = Fault("Shop.Stock.OutOfStockException", "No stock for 'sku-88'", "Shop.Stock.Warehouse.Reserve(Sku sku)");

    private int _number;

    public List<FakeInstance> Make(int completedCount)
    {
        var all = new List<FakeInstance>();
        for (var i = 0; i < completedCount; i++)
            all.Add(i % 3 == 0 ? OnboardingDone(HoursAgo(0.2 + (i * 0.11))) : OrderDone(HoursAgo(0.1 + (i * 0.07)), i % 5));

        for (var i = 0; i < 12; i++)
            all.Add(PaymentFaulted(HoursAgo(1 + (i * 0.5)), i));

        for (var i = 0; i < 4; i++)
            all.Add(MailFaulted(HoursAgo(3 + i)));

        all.Add(StockFaulted(HoursAgo(0.6)));
        for (var i = 0; i < 14; i++)
            all.Add(Waiting(HoursAgo(26 + (i * 9))));

        for (var i = 0; i < 9; i++)
            all.Add(Sleeping(HoursAgo(1 + (i * 3))));

        all.AddRange([Approval(HoursAgo(30)), Approval(HoursAgo(5)), Retrying(HoursAgo(0.2)), Running(HoursAgo(0.002)), Unserved(HoursAgo(2.4))]);
        all.AddRange([Paused(HoursAgo(6)), Canceled(HoursAgo(4)), Failed(HoursAgo(8)), Overdue(HoursAgo(50))]);
        return all;
    }

    private DateTimeOffset HoursAgo(double hours) => now - TimeSpan.FromHours(hours);

    private FakeInstance Order(DateTimeOffset at, int version, decimal total)
    {
        var number = 18_000 + ++_number;
        var order = new FakeInstance(Id(number), "OrderFulfilment", version, $"order-{number}",
            $$"""{"OrderId":"order-{{number}}","Customer":{"Name":"Ada Lindqvist","Email":"ada{{number}}@shop.example"},"Lines":[{"Sku":"sku-88","Count":2},{"Sku":"sku-12","Count":1}],"Total":{{total}},"Notes":null}""", at);
        order.Tags["region"] = number % 2 == 0 ? "eu" : "us";
        if (number % 7 == 0)
            order.Tags["channel"] = "checkout-api";

        return order.Start("ValidateOrder").Completes(_queue, Ms(120));
    }

    private FakeInstance Reserved(DateTimeOffset at, int version, decimal total) =>
        Order(at, version, total).Open("ReserveStock").Fails(_queue, Ms(90), _stock, TimeSpan.FromSeconds(2)).Retries()
            .Completes(_queue, Ms(220), "ReservationId", "r-" + _number).Chooses("large-order", "else").Open("CapturePayment");

    private FakeInstance OrderDone(DateTimeOffset at, int variant) =>
        Reserved(at, variant == 0 ? 3 : 4, 80 + variant).Completes(_queue, Ms(300 + (variant * 140)), "PaymentId", "p-77")
            .Open("CreateShipment").Completes(_queue, Ms(400)).Open("NotifyCustomer").Completes(_queue, Ms(60)).Finishes(WorkflowStatus.Completed);

    private FakeInstance PaymentFaulted(DateTimeOffset at, int number)
    {
        var order = Reserved(at, number % 4 == 0 ? 3 : 4, 412.5m);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            var error = _declined with { Message = $"card ending {4411 + number} expired (code 54)" };
            order.Fails(_queue, Ms(800 + (attempt * 90)), error, attempt == 10 ? null : TimeSpan.FromSeconds(Math.Pow(2, attempt)));
            if (attempt < 10)
                order.Retries();
        }

        return order;
    }

    private FakeInstance StockFaulted(DateTimeOffset at) =>
        Order(at, 4, 19).Open("ReserveStock").Fails(_queue, Ms(70), _stock, TimeSpan.FromSeconds(1)).Retries()
            .Fails(_queue, Ms(75), _stock, TimeSpan.FromSeconds(2)).Retries().Fails(_queue, Ms(71), _stock, null);

    private FakeInstance Approval(DateTimeOffset at)
    {
        var order = Order(at, 4, 24_900).Open("ReserveStock").Completes(_queue, Ms(180), "ReservationId", "r-1").Chooses("large-order", "then")
            .Open("approval", WorkflowTokenState.Waiting, TimeSpan.FromDays(2), FakeDefinitions.ApprovalGiven);
        order.Kept.Add(new WorkflowKeptEvent("Shop.Contracts.CustomerCalled", Id(990), at.AddMinutes(5), """{"Note":"asked twice"}"""));
        return order;
    }

    private FakeInstance Retrying(DateTimeOffset at) =>
        Reserved(at, 4, 55).Fails(_queue, Ms(900), _declined, TimeSpan.FromSeconds(20)).Retries().Fails(_queue, Ms(900), _declined, TimeSpan.FromMinutes(20));

    private FakeInstance Running(DateTimeOffset at) => Reserved(at, 4, 61).Begins(_queue, "orders-worker-1");

    /// <summary>Its step is queued, and nobody takes it.</summary>
    private FakeInstance Unserved(DateTimeOffset at) =>
        Reserved(at, 3, 61).Completes(_queue, Ms(300), "PaymentId", "p-9").Open("CreateShipment");

    private FakeInstance Paused(DateTimeOffset at)
    {
        var order = Approval(at);
        order.Now = at.AddHours(1);
        order.Write("WorkflowPaused", "d.lind", "customer asked to hold the order");
        order.Status = WorkflowStatus.Paused;
        return order;
    }

    private FakeInstance Canceled(DateTimeOffset at)
    {
        var order = Retrying(at);
        order.Now = at.AddMinutes(10);
        return order.Finishes(WorkflowStatus.Canceled, "d.lind", "duplicate of order-18002");
    }

    private FakeInstance Failed(DateTimeOffset at)
    {
        var order = Approval(at.AddDays(-2)).Ends("WaitTimedOut", TimeSpan.FromDays(2)).Open("EscalateApproval").Completes(_queue, Ms(200));
        order.Error = new WorkflowError { Type = "Workflows.WorkflowFailed", Message = "not approved in time" };
        return order.Finishes(WorkflowStatus.Failed, reason: "not approved in time");
    }

    private FakeInstance Welcome(DateTimeOffset at)
    {
        var number = 70_000 + ++_number;
        return new FakeInstance(Id(number), "Onboarding", number % 4 == 0 ? 1 : 2, $"user-{number}",
            $$"""{"UserId":"user-{{number}}","Email":"user{{number}}@shop.example","ConfirmedAt":null}""", at).Start("SendWelcome");
    }

    private FakeInstance Sleeping(DateTimeOffset at) => Welcome(at).Completes(_queue, Ms(210)).Open("cool-down", WorkflowTokenState.Sleeping, TimeSpan.FromDays(1));

    /// <summary>Its timer was due hours ago.</summary>
    private FakeInstance Overdue(DateTimeOffset at) => Sleeping(at);

    private FakeInstance Waiting(DateTimeOffset at) =>
        Sleeping(at).Ends("SleepElapsed", TimeSpan.FromDays(1)).Open("confirmation", WorkflowTokenState.Waiting, TimeSpan.FromDays(7), FakeDefinitions.UserConfirmed);

    private FakeInstance MailFaulted(DateTimeOffset at) =>
        Welcome(at).Fails(_queue, Ms(2_000), _mailDown, TimeSpan.FromSeconds(1)).Retries().Fails(_queue, Ms(2_000), _mailDown, null);

    private FakeInstance OnboardingDone(DateTimeOffset at) =>
        Waiting(at.AddHours(-30)).Ends("EventReceived", TimeSpan.FromHours(5), "ConfirmedAt", at).Chooses("is-confirmed", "then")
            .Open("ActivateUser").Completes(_queue, Ms(90)).Finishes(WorkflowStatus.Completed);

    private static Guid Id(int number) => new($"0199a7c4-0000-7000-8000-{number:x12}");

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static WorkflowError Fault(string type, string message, string at) => new()
    {
        Type = type,
        Message = message,
        StackTrace = $"   at {at} in /src/Shop/{at[..at.IndexOf('(', StringComparison.Ordinal)].Replace('.', '/')}.cs:line 88\n   at Shop.Steps.Run.Execute(StepContext context)",
        BaseTypes = ["System.Exception"],
    };
}
