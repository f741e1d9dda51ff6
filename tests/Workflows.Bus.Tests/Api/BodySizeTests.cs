using System.Net;
using System.Text;
using MassTransit;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class BodySizeTests
{
    private const int OneMebibyte = 1_048_576;

    [Fact]
    public async Task A_body_at_the_limit_is_taken()
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.PostTextAsync("/", BodyOf(OneMebibyte));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var instance = await host.ReadAsync($"/{(await response.ShouldSucceedAsync())["instanceId"]}");
        instance["state"]!["Title"]!.GetValue<string>().Length.ShouldBeGreaterThan(OneMebibyte - 100);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused(bool saysItsLength)
    {
        await using var host = await ApiHost.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(BodyOf(OneMebibyte + 1));
        using HttpContent content = saysItsLength ? new ByteArrayContent(bytes) : new StreamContent(new EndlessStart(bytes));
        content.Headers.ContentType = new("application/json");
        using var response = await host.Client.PostAsync(ApiHost.Prefix, content, TestContext.Current.CancellationToken);

        (await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large")).Detail().ShouldContain("1,048,576 bytes");
        (await host.CountInstancesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_limit_can_be_set()
    {
        await using var host = await ApiHost.StartAsync(setup => setup.Map = app => app.MapWorkflowApi(ApiHost.Prefix, options => options.MaxBodyBytes = 2_048));
        using var fits = await host.PostTextAsync("/", BodyOf(2_048));
        fits.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var refused = await host.PostTextAsync("/", BodyOf(2_049));
        await refused.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    private static string BodyOf(int bytes)
    {
        const string start = """{"workflow":"note","state":{"Title":""" + "\"";
        const string end = "\"}}";
        return start + new string('x', bytes - start.Length - end.Length) + end;
    }

    /// <summary>A stream that does not know how long it is.</summary>
    private sealed class EndlessStart(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
