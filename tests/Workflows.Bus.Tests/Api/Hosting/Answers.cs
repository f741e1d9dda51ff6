using System.Net;
using System.Text.Json.Nodes;

namespace Workflows.Tests.Api.Hosting;

/// <summary>Reads answers of the API.</summary>
internal static class Answers
{
    public static async Task<JsonNode> ShouldSucceedAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <returns>The problem document, once it is one.</returns>
    public static async Task<JsonNode> ShouldBeProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string kind)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(text)!;
        problem["type"]!.GetValue<string>().ShouldBe($"urn:bus-workflows:problem:{kind}");
        problem["status"]!.GetValue<int>().ShouldBe((int)status);
        problem["title"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        problem["detail"]!.GetValue<string>().ShouldMatch(@"[.?]$", text);
        problem["instance"]!.GetValue<string>().ShouldBe(response.RequestMessage!.RequestUri!.AbsolutePath, StringCompareShould.IgnoreCase);
        return problem;
    }

    public static string Detail(this JsonNode problem) => problem["detail"]!.GetValue<string>();
}
