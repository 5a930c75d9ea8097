;;; Traces: the running procedures and their source positions, read from the stack.
;;;
;;; Every return address on the stack is followed by a nop whose displacement leads to a return record (machine model in
;;; ARCHITECTURE.md). The record tells how far the next return address is, which code object this is, and the position of the
;;; call. Walking costs nothing until somebody asks, so a condition takes a short trace with it when it is made.
;;;
;;;   trace   list of frames, innermost first;   frame   (procedure name . position), position a fixnum, 0 unknown
(define-library (runtime traces)
  (export capture-trace position-file position-line position-column)
  (import (primitives) (core-syntax) (runtime registers))
  (begin
    (define trace-limit 40)

    ;; (capture-trace pointer) -> trace of the frames from there on. The caller passes its (%stack-pointer), and is for that
    ;; never inlined. Procedures of the system are among them: who prints a trace leaves them out.
    (define (capture-trace pointer)
      (let* ((above (%fx- pointer (%stack-pointer)))
             (frames (%make-vector (%fx* 2 trace-limit) #f))
             (count (walk-frames! frames 0 (%fx+ (%stack-pointer) above) (stack-base) (current-continuation-object))))
        (frames->trace frames count '())))

    ;; A collection moves the stack, and deep frames out of it, but leaves the distance from the top; so nothing is allocated while
    ;; walking: names and positions go into a vector. -> how many words of it are used.
    (define (walk-frames! frames count pointer base continuation)
      (cond ((%fx= count (%vector-length frames)) count)
            ((%fx< pointer base)
             (walk-return! frames count (%load-word pointer) pointer base continuation))
            ((and continuation (%continuation? continuation))
             (let ((low (continuation-word continuation 1)))
               (walk-return! frames count
                             (continuation-word continuation 3)
                             (%fx- low 8)
                             (%fx+ low (%fxsll (continuation-word continuation 2) 3))
                             (continuation-value continuation 4))))
            (else count)))

    ;; The frame that `return` leads back to; its slots begin above `pointer`.
    (define (walk-return! frames count return pointer base continuation)
      (if (return-point? return)
          (let* ((record (%fx+ return (%load-s32 (%fx+ return 3))))
                 (next (%fx+ pointer (%fx+ 8 (%fxsll (%load-u32 record) 3))))
                 (code (%fx+ return (%load-s32 (%fx+ record 12)))))
            (%vector-set! frames count (%load-value (%fx+ code 16)))
            (%vector-set! frames (%fx+ count 1) (%load-word (%fx+ record 16)))
            (walk-frames! frames (%fx+ count 2) next base continuation))
          count))

    (define (frames->trace frames count trace)
      (if (%fx= count 0)
          trace
          (frames->trace frames (%fx- count 2)
                         (cons (cons (%vector-ref frames (%fx- count 2)) (%vector-ref frames (%fx- count 1))) trace))))

    ;; Is there the nop that carries a return record? The stubs at the bottom of the stack have none.
    (define (return-point? address)
      (and (%fx= (%load-u8 address) #x0f)
           (%fx= (%load-u8 (%fx+ address 1)) #x1f)
           (%fx= (%load-u8 (%fx+ address 2)) #x80)))

    (define (continuation-word continuation index)
      (%load-word (%fx+ (%fxsll (%object-address continuation) 3) (%fxsll index 3))))
    (define (continuation-value continuation index)
      (%load-value (%fx+ (%fxsll (%object-address continuation) 3) (%fxsll index 3))))

    ;; position = file index * 2^40 + line * 2^16 + column
    (define (position-file position)
      (let ((names (file-names-register))
            (index (%fxsra position 40)))
        (if (and (vector? names) (%fx< index (%vector-length names)))
            (%vector-ref names index)
            "?")))
    (define (position-line position) (%fxand (%fxsra position 16) #xffffff))
    (define (position-column position) (%fxand position #xffff))))
