using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Pages;

/// <summary>Reads pages and fills in their forms the way a browser without scripts does.</summary>
internal static class Html
{
    public static async Task<IHtmlDocument> PageAsync(this DashboardHost host, string path, Action<HttpRequestMessage>? change = null)
    {
        using var response = await host.SendAsync(path, change);
        return await ParseAsync(response);
    }

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>Fills in the form that is posted from a page, and posts it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The page with the form.</param>
    /// <param name="fields">What to fill in.</param>
    /// <param name="change">Changes both requests: the user, for one.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(this DashboardHost host, string path, Dictionary<string, string> fields, Action<HttpRequestMessage>? change = null)
    {
        return await host.PostFormAsync(await host.PageAsync(path, change), fields, change);
    }

    /// <summary>Posts the form of a page that was read before, however long ago.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this DashboardHost host, IHtmlDocument page, Dictionary<string, string> fields, Action<HttpRequestMessage>? change = null)
    {
        var form = (IHtmlFormElement)page.QuerySelector("form[method=post]").ShouldNotBeNull();
        var values = form.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields)
            values[name] = value;

        return await host.SendAsync(form.GetAttribute("action")!, request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new FormUrlEncodedContent(values);
            change?.Invoke(request);
        });
    }

    /// <summary>What a person reads in the middle of the page.</summary>
    public static string Words(this IHtmlDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static Action<HttpRequestMessage> As(string user) => request => request.Headers.Add(TestUsers.Name, user);
}
