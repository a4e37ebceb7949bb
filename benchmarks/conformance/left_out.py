"""Operations of PyTorch that are not compared, by reason; every other has a mapping."""

LEFT_OUT = {
    "complex numbers": (
        "tensors here are real",
        """view_as_real view_as_complex complex imag polar isreal cdouble cfloat chalf
        nn.functional.silu.complex"""),
    "whole numbers and bits": (
        "elements are floating-point numbers",
        """bitwise_not bitwise_left_shift bitwise_right_shift bitwise_and bitwise_or bitwise_xor __rand__
        __ror__ __rxor__ lcm gcd signbit frexp nextafter bincount unravel_index hash_tensor"""),
    "element types": (
        "a tape has one element type",
        """bfloat16 bool byte char double float half int long short to"""),
    "tensors made from nothing": (
        "no operand; Tape has zeros, ones, full, uniform and normal, and takes any array",
        """arange linspace linspace.tensor_overload logspace logspace.tensor_overload empty_like new_empty
        new_empty_strided empty_strided empty empty_permuted eye scalar_tensor ones zeros full
        triu_indices tril_indices
        signal.windows.hamming signal.windows.hann signal.windows.bartlett signal.windows.blackman
        signal.windows.cosine signal.windows.exponential signal.windows.gaussian signal.windows.kaiser
        signal.windows.general_cosine signal.windows.general_hamming signal.windows.nuttall"""),
    "random numbers": (
        "no two generators agree; the distributions here are tested by their moments",
        """cauchy exponential geometric log_normal normal.in_place uniform randn randn_like rand_like randint
        randint_like multinomial normal normal.number_mean bernoulli nn.functional.dropout
        native_dropout_backward nn.functional.dropout2d nn.functional.dropout3d
        nn.functional.alpha_dropout nn.functional.feature_alpha_dropout.with_train nn.functional.rrelu"""),
    "answers in Python": (
        "a number, a truth value or a shape of Python, no tensor",
        """item allclose equal broadcast_shapes"""),
    "memory and strides": (
        "tensors here are values; how they lie in memory is the compiler's",
        """as_strided as_strided.partial_views as_strided_copy as_strided_scatter resize_ resize_as_"""),
    "sparse layouts": (
        "tensors here are dense",
        """sparse.sampled_addmm sparse.mm.reduce to_sparse"""),
    "shapes that depend on data": (
        "a program's shapes are known before it runs",
        """masked_select masked_scatter nonzero nonzero_static argwhere unique unique_consecutive histogram
        histogramdd histc _segment_reduce.lengths _segment_reduce.offsets"""),
    "linear algebra": (
        "decompositions, inverses, determinants and solvers",
        """cholesky cholesky_inverse cholesky_solve geqrf lu_unpack lu lu_solve matrix_exp ormqr qr svd
        svd_lowrank pca_lowrank triangular_solve pinverse logdet norm.nuc linalg.det linalg.cholesky
        linalg.cholesky_ex linalg.cond linalg.eig linalg.eigvals linalg.eigh linalg.eigvalsh
        linalg.householder_product linalg.ldl_factor linalg.ldl_factor_ex linalg.ldl_solve linalg.lstsq
        linalg.lstsq.grad_oriented linalg.qr linalg.slogdet linalg.lu_factor linalg.lu_factor_ex linalg.lu
        linalg.lu_solve linalg.inv linalg.inv_ex linalg.solve linalg.solve_ex linalg.solve_triangular
        linalg.matrix_rank linalg.matrix_rank.hermitian linalg.pinv linalg.pinv.singular
        linalg.pinv.hermitian linalg.svd linalg.svdvals linalg.tensorinv linalg.tensorsolve"""),
    "Fourier transforms": (
        "of complex numbers",
        """stft istft fft.fft fft.fft2 fft.fftn fft.hfft fft.hfft2 fft.hfftn fft.rfft fft.rfft2 fft.rfftn
        fft.ifft fft.ifft2 fft.ifftn fft.ihfft fft.ihfft2 fft.ihfftn fft.irfft fft.irfft2 fft.irfftn
        fft.fftshift fft.ifftshift"""),
    "special functions": (
        "gamma, Bessel and Airy functions, orthogonal polynomials, inverse error functions, sinc, entr",
        """i0 igamma igammac mvlgamma.mvlgamma_p_1 mvlgamma.mvlgamma_p_3 mvlgamma.mvlgamma_p_5
        polygamma.polygamma_n_0 polygamma.polygamma_n_1 polygamma.polygamma_n_2 polygamma.polygamma_n_3
        polygamma.polygamma_n_4 digamma lgamma erfinv sinc special.i0e special.i1 special.i1e
        special.polygamma.special_polygamma_n_0 special.zeta special.ndtri special.log_ndtr special.entr
        special.erfcx
        special.airy_ai special.bessel_j0 special.bessel_j1 special.bessel_y0 special.bessel_y1
        special.chebyshev_polynomial_t special.chebyshev_polynomial_u special.chebyshev_polynomial_v
        special.chebyshev_polynomial_w special.hermite_polynomial_h special.hermite_polynomial_he
        special.laguerre_polynomial_l special.legendre_polynomial_p special.modified_bessel_i0
        special.modified_bessel_i1 special.modified_bessel_k0 special.modified_bessel_k1
        special.scaled_modified_bessel_k0 special.scaled_modified_bessel_k1
        special.shifted_chebyshev_polynomial_t special.shifted_chebyshev_polynomial_u
        special.shifted_chebyshev_polynomial_v special.shifted_chebyshev_polynomial_w
        special.spherical_bessel_j0"""),
    "convolution, pooling and resampling": (
        "images and sequences are coming",
        """nn.functional.adaptive_avg_pool1d nn.functional.adaptive_avg_pool2d
        nn.functional.adaptive_avg_pool3d nn.functional.adaptive_max_pool1d
        nn.functional.adaptive_max_pool2d nn.functional.adaptive_max_pool3d nn.functional.avg_pool1d
        nn.functional.avg_pool2d nn.functional.avg_pool3d nn.functional.conv_transpose1d
        nn.functional.conv_transpose2d nn.functional.conv_transpose3d nn.functional.conv1d
        nn.functional.conv2d nn.functional.conv3d nn.functional.unfold nn.functional.interpolate.nearest
        nn.functional.interpolate.nearest-exact nn.functional.interpolate.linear
        nn.functional.interpolate.bilinear nn.functional.interpolate.bicubic
        nn.functional.interpolate.trilinear nn.functional.interpolate.area
        nn.functional.upsample_bilinear _upsample_bilinear2d_aa nn.functional.upsample_nearest
        nn.functional.fractional_max_pool2d nn.functional.fractional_max_pool3d
        nn.functional.max_pool1d nn.functional.max_pool2d max_pool2d_with_indices_backward
        nn.functional.max_pool3d nn.functional.max_unpool1d nn.functional.max_unpool1d.grad
        nn.functional.max_unpool2d nn.functional.max_unpool2d.grad nn.functional.max_unpool3d
        nn.functional.max_unpool3d.grad nn.functional.grid_sample grid_sampler_2d grid_sampler_3d"""),
    "sequences and bags": (
        "of lengths that differ",
        """nn.functional.ctc_loss nn.functional.embedding_bag"""),
    "insides of PyTorch": (
        "backward and fused kernels, parts of others that are compared",
        """_softmax_backward_data native_batch_norm _native_batch_norm_legit _batch_norm_with_update
        nn.functional.batch_norm.without_cudnn torch._scaled_mm_v2 torch._scaled_mm
        torch.ops.aten._flash_attention_forward torch.ops.aten._efficient_attention_forward
        nn.functional.multi_head_attention_forward _unsafe_masked_index
        _unsafe_masked_index_put_accumulate _chunk_cat nn.functional.linear_cross_entropy.chunked
        nn.functional.linear_cross_entropy.chunked_none jiterator_unary jiterator_binary
        jiterator_4inputs_with_extra_args jiterator_binary_return_by_ref jiterator_2inputs_2outputs
        bmm.triton_optimized"""),
}

# Operations that make sense here and are not there: name and why.
MISSING = {}


def categories():
    """Returns the category of each operation left out."""
    found = {}
    for category, (_, names) in LEFT_OUT.items():
        for name in names.split():
            assert name not in found, f"{name} is in {found[name]} and {category}"
            found[name] = category
    return found
