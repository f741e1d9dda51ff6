namespace Workflows.Dashboard.Services.Reading;

/// <summary>A part of a page that may fail by itself: the rest of the page stays.</summary>
/// <param name="Value">What it shows; default where it failed and nothing was read before.</param>
/// <param name="Error">Why it could not be read; null: it was.</param>
internal sealed record Section<T>(T? Value, string? Error = null);
