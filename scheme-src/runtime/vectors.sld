;;; Vectors and bytevectors beyond the open-coded primitives, and conversions between bytes and text in UTF-8.
(define-library (runtime vectors)
  (export make-vector-checked make-vector-optional list->vector list->vector-of vector->list vector-copy vector-copy!
          vector-append vector-fill! vector-map vector-for-each %copy-values!
          make-bytevector bytevector bytevector-copy bytevector-copy! bytevector-append bytevector-fill!)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime strings))
  (begin
    (define (check-vector who index object)
      (if (not (vector? object)) (wrong-type who index 'vector object)))
    (define (check-bytevector who index object)
      (if (not (bytevector? object)) (wrong-type who index 'bytevector object)))

    ;; The hook of make-vector: a length that is not a small fixnum.
    (define (make-vector-checked length object)
      (cond ((not (fixnum? length)) (wrong-type 'make-vector 0 'word-index length))
            ((or (%fx< length 0) (%fx> length #xffffffffff)) (wrong-range 'make-vector 0 length))
            (else (%make-vector length object))))

    ;; make-vector as a procedure.
    (define make-vector-optional
      (case-lambda
        ((length) (make-vector-checked length 0))
        ((length object) (make-vector-checked length object))))

    ;; vector as a procedure.
    (define (list->vector-of . objects) (list->vector objects))

    (define (list->vector list)
      (let* ((length (length list))
             (vector (%make-vector length 0)))
        (let loop ((rest list) (index 0))
          (if (%fx< index length)
              (begin
                (%vector-set! vector index (%car rest))
                (loop (%cdr rest) (%fx+ index 1)))
              vector))))

    (define vector->list
      (case-lambda
        ((vector) (vector->list vector (%default) (%default)))
        ((vector start) (vector->list vector start (%default)))
        ((vector start end)
         (check-vector 'vector->list 0 vector)
         (let* ((end (check-end 'vector->list 2 end (%vector-length vector)))
                (start (check-start 'vector->list 1 start end)))
           (let loop ((index end) (list '()))
             (if (%fx> index start)
                 (loop (%fx- index 1) (cons (%vector-ref vector (%fx- index 1)) list))
                 list))))))

    (define (%copy-values! target at vector start end)
      (if (and (eq? target vector) (%fx> at start))
          (let loop ((index end) (to (%fx+ at (%fx- end start))))
            (if (%fx> index start)
                (begin
                  (%vector-set! target (%fx- to 1) (%vector-ref vector (%fx- index 1)))
                  (loop (%fx- index 1) (%fx- to 1)))))
          (let loop ((index start) (to at))
            (if (%fx< index end)
                (begin
                  (%vector-set! target to (%vector-ref vector index))
                  (loop (%fx+ index 1) (%fx+ to 1)))))))

    (define vector-copy
      (case-lambda
        ((vector) (vector-copy vector (%default) (%default)))
        ((vector start) (vector-copy vector start (%default)))
        ((vector start end)
         (check-vector 'vector-copy 0 vector)
         (let* ((end (check-end 'vector-copy 2 end (%vector-length vector)))
                (start (check-start 'vector-copy 1 start end))
                (copy (%make-vector (%fx- end start) 0)))
           (%copy-values! copy 0 vector start end)
           copy))))

    (define vector-copy!
      (case-lambda
        ((target at vector) (vector-copy! target at vector (%default) (%default)))
        ((target at vector start) (vector-copy! target at vector start (%default)))
        ((target at vector start end)
         (check-vector 'vector-copy! 0 target)
         (check-vector 'vector-copy! 2 vector)
         (let* ((end (check-end 'vector-copy! 4 end (%vector-length vector)))
                (start (check-start 'vector-copy! 3 start end))
                (at (check-end 'vector-copy! 1 at (%vector-length target))))
           (if (%fx> (%fx- end start) (%fx- (%vector-length target) at)) (wrong-range 'vector-copy! 1 at))
           (%copy-values! target at vector start end)))))

    (define (vector-append . vectors)
      (let loop ((rest vectors) (length 0))
        (if (pair? rest)
            (begin
              (check-vector 'vector-append 0 (%car rest))
              (loop (%cdr rest) (%fx+ length (%vector-length (%car rest)))))
            (let ((result (%make-vector length 0)))
              (let fill ((rest vectors) (at 0))
                (if (pair? rest)
                    (let ((length (%vector-length (%car rest))))
                      (%copy-values! result at (%car rest) 0 length)
                      (fill (%cdr rest) (%fx+ at length)))
                    result))))))

    (define vector-fill!
      (case-lambda
        ((vector object) (vector-fill! vector object (%default) (%default)))
        ((vector object start) (vector-fill! vector object start (%default)))
        ((vector object start end)
         (check-vector 'vector-fill! 0 vector)
         (let* ((end (check-end 'vector-fill! 3 end (%vector-length vector)))
                (start (check-start 'vector-fill! 2 start end)))
           (let loop ((index start))
             (if (%fx< index end)
                 (begin
                   (%vector-set! vector index object)
                   (loop (%fx+ index 1)))))))))

    ;; Through a list, so that a continuation captured in `procedure` may return twice.
    (define vector-map
      (case-lambda
        ((procedure vector)
         (check-vector 'vector-map 1 vector)
         (let ((length (%vector-length vector)))
           (let loop ((index 0) (results '()))
             (if (%fx< index length)
                 (let ((result (procedure (%vector-ref vector index))))
                   (loop (%fx+ index 1) (cons result results)))
                 (results->vector length results)))))
        ((procedure one other)
         (let ((length (shorter-length 'vector-map one other)))
           (let loop ((index 0) (results '()))
             (if (%fx< index length)
                 (let ((result (procedure (%vector-ref one index) (%vector-ref other index))))
                   (loop (%fx+ index 1) (cons result results)))
                 (results->vector length results)))))
        ((procedure vector . vectors)
         (list->vector (apply map procedure (map vector->list (cons vector vectors)))))))

    ;; The last result comes first.
    (define (results->vector length results)
      (let ((vector (%make-vector length 0)))
        (let fill ((index length) (results results))
          (if (%fx> index 0)
              (begin
                (%vector-set! vector (%fx- index 1) (%car results))
                (fill (%fx- index 1) (%cdr results)))
              vector))))

    (define (shorter-length who one other)
      (check-vector who 1 one)
      (check-vector who 2 other)
      (let ((length (%vector-length one))
            (other-length (%vector-length other)))
        (if (%fx< length other-length) length other-length)))

    (define vector-for-each
      (case-lambda
        ((procedure vector)
         (check-vector 'vector-for-each 1 vector)
         (let ((length (%vector-length vector)))
           (let loop ((index 0))
             (if (%fx< index length)
                 (begin
                   (procedure (%vector-ref vector index))
                   (loop (%fx+ index 1)))))))
        ((procedure one other)
         (let ((length (shorter-length 'vector-for-each one other)))
           (let loop ((index 0))
             (if (%fx< index length)
                 (begin
                   (procedure (%vector-ref one index) (%vector-ref other index))
                   (loop (%fx+ index 1)))))))
        ((procedure vector . vectors)
         (apply for-each procedure (map vector->list (cons vector vectors))))))

    ;;; Bytevectors

    (define (check-byte who index object)
      (if (not (and (fixnum? object) (%fx>= object 0) (%fx<= object 255))) (wrong-type who index 'byte object)))

    (define make-bytevector
      (case-lambda
        ((length) (make-bytevector length 0))
        ((length byte)
         (if (not (fixnum? length)) (wrong-type 'make-bytevector 0 'word-index length))
         (if (or (%fx< length 0) (%fx> length #xffffffffff)) (wrong-range 'make-bytevector 0 length))
         (check-byte 'make-bytevector 1 byte)
         (let ((bytes (%make-bytevector length)))
           (if (not (%fx= byte 0)) (fill-bytes! bytes byte 0 length))
           bytes))))

    (define (fill-bytes! bytes byte start end)
      (let loop ((index (%fill-sixteens! bytes start end (%fx* byte #x1010101))))
        (if (%fx< index end)
            (begin
              (%bytevector-u8-set! bytes index byte)
              (loop (%fx+ index 1))))))

    (define (bytevector . bytes)
      (let* ((length (%length bytes))
             (result (%make-bytevector length)))
        (let loop ((rest bytes) (index 0))
          (if (pair? rest)
              (begin
                (check-byte 'bytevector index (%car rest))
                (%bytevector-u8-set! result index (%car rest))
                (loop (%cdr rest) (%fx+ index 1)))
              result))))

    (define bytevector-fill!
      (case-lambda
        ((bytes byte) (bytevector-fill! bytes byte (%default) (%default)))
        ((bytes byte start) (bytevector-fill! bytes byte start (%default)))
        ((bytes byte start end)
         (check-bytevector 'bytevector-fill! 0 bytes)
         (check-byte 'bytevector-fill! 1 byte)
         (let* ((end (check-end 'bytevector-fill! 3 end (bytevector-length bytes)))
                (start (check-start 'bytevector-fill! 2 start end)))
           (fill-bytes! bytes byte start end)))))

    (define bytevector-copy
      (case-lambda
        ((bytes) (bytevector-copy bytes (%default) (%default)))
        ((bytes start) (bytevector-copy bytes start (%default)))
        ((bytes start end)
         (check-bytevector 'bytevector-copy 0 bytes)
         (let* ((end (check-end 'bytevector-copy 2 end (bytevector-length bytes)))
                (start (check-start 'bytevector-copy 1 start end))
                (copy (%make-bytevector (%fx- end start))))
           (%copy-bytes! copy 0 bytes start (%fx- end start))
           copy))))

    (define bytevector-copy!
      (case-lambda
        ((target at bytes) (bytevector-copy! target at bytes (%default) (%default)))
        ((target at bytes start) (bytevector-copy! target at bytes start (%default)))
        ((target at bytes start end)
         (check-bytevector 'bytevector-copy! 0 target)
         (check-bytevector 'bytevector-copy! 2 bytes)
         (let* ((end (check-end 'bytevector-copy! 4 end (bytevector-length bytes)))
                (start (check-start 'bytevector-copy! 3 start end))
                (at (check-end 'bytevector-copy! 1 at (bytevector-length target))))
           (if (%fx> (%fx- end start) (%fx- (bytevector-length target) at)) (wrong-range 'bytevector-copy! 1 at))
           (%copy-bytes! target at bytes start (%fx- end start))))))

    (define (bytevector-append . parts)
      (let loop ((rest parts) (length 0))
        (if (pair? rest)
            (begin
              (check-bytevector 'bytevector-append 0 (%car rest))
              (loop (%cdr rest) (%fx+ length (bytevector-length (%car rest)))))
            (let ((result (%make-bytevector length)))
              (let fill ((rest parts) (at 0))
                (if (pair? rest)
                    (let ((length (bytevector-length (%car rest))))
                      (%copy-bytes! result at (%car rest) 0 length)
                      (fill (%cdr rest) (%fx+ at length)))
                    result))))))))
