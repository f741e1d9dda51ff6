namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Sizes of a drawing, in pixels at full scale.</summary>
internal sealed record LayoutMetrics(double NodeWidth = 152, double NodeHeight = 44, double LayerGap = 42, double RowGap = 18, double Margin = 16);
