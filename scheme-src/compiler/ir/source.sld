;;; Sources: where the code of a node comes from, through all inlining.
;;;
;;; The source of a node is #f, a position (see (base position)), or a position *in a context*. A context is a procedure whose
;;; body was moved into another one, with the source of the call it was moved to; that source may have a context too. So a
;;; source tells the whole chain of procedures that a trace would show if nothing had been inlined:
;;;
;;;   (define (first x) (car x))            (car x) in `sum`: position of (car x)
;;;   (define (sum l) (+ (first l) 1))                        in context: first, called at position of (first l)
;;;
;;; The passes hand sources on without looking at them. A position in a context is a negative integer, -k for row k of a table here;
;;; equal ones are the same row. Rows are made in the order of compilation, so they depend on the program alone.
;;; Positions inside a $lambda and in the clause of a label are those of its own frame; they get contexts when it is moved.
;;;
;;; Only the user's code is *described*: contexts and names of variables of the system's own libraries are not kept.
(define-library (compiler ir source)
  (export reset-sources! source-position source-context context-in rebase-source source-described?
          context-name context-caller)
  (import (scheme base) (base position) (base table) (base text))
  (begin
    ;; Row k: vector of position and context. Contexts: vector of name and caller, numbered from 1; 0 is no context.
    (define rows (make-vector 64 #f))
    (define row-count 0)
    (define contexts (make-vector 64 #f))
    (define context-count 0)

    ;; From positions to lists of row numbers; from callers' positions to lists of context numbers.
    (define rows-by-position (make-integer-table))
    (define contexts-by-position (make-integer-table))

    ;; Begin a compilation.
    (define (reset-sources!)
      (when (> context-count 0)
        (set! row-count 0)
        (set! context-count 0)
        (set! rows-by-position (make-integer-table))
        (set! contexts-by-position (make-integer-table)))
      (set! described-files '()))

    ;; (source-position source) -> position or #f.
    (define (source-position source)
      (if (and source (< source 0)) (vector-ref (vector-ref rows (- source)) 0) source))

    ;; (source-context source) -> number of its context, 0: none.
    (define (source-context source)
      (if (and source (< source 0)) (vector-ref (vector-ref rows (- source)) 1) 0))

    (define (context-name context) (vector-ref (vector-ref contexts context) 0))     ; symbol
    (define (context-caller context) (vector-ref (vector-ref contexts context) 1))   ; source

    ;; (context-in name caller) -> the context of a procedure moved to the call at that source.
    (define (context-in name caller)
      (let* ((key (source-position caller))
             (known (integer-table-ref contexts-by-position key '())))
        (let loop ((rest known))
          (cond ((null? rest)
                 (set! context-count (+ context-count 1))
                 (set! contexts (with-room contexts context-count))
                 (vector-set! contexts context-count (vector name caller))
                 (integer-table-set! contexts-by-position key (cons context-count known))
                 context-count)
                ((and (eq? (context-name (car rest)) name) (= (context-caller (car rest)) caller)) (car rest))
                (else (loop (cdr rest)))))))

    ;; (rebase-source source context) -> the source, when the frame it belongs to is moved into that context.
    (define (rebase-source source context)
      (if (or (not source) (= context 0))
          source
          (source-in (source-position source)
                     (if (< source 0) (rebase-context (source-context source) context) context))))

    (define (rebase-context inner context)
      (if (= inner 0)
          context
          (context-in (context-name inner) (rebase-source (context-caller inner) context))))

    (define (source-in position context)
      (let ((known (integer-table-ref rows-by-position position '())))
        (let loop ((rest known))
          (cond ((null? rest)
                 (set! row-count (+ row-count 1))
                 (set! rows (with-room rows row-count))
                 (vector-set! rows row-count (vector position context))
                 (integer-table-set! rows-by-position position (cons row-count known))
                 (- row-count))
                ((= (vector-ref (vector-ref rows (car rest)) 1) context) (- (car rest)))
                (else (loop (cdr rest)))))))

    (define (with-room vector index)
      (if (< index (vector-length vector))
          vector
          (let ((larger (make-vector (* 2 index) #f)))
            (vector-copy! larger 0 vector)
            larger)))

    ;;; Whose code it is

    ;; (file index . described?), the latest first.
    (define described-files '())

    ;; (source-described? source): does the position stand in a file that is not one of the system's libraries?
    (define (source-described? source)
      (and source
           (let* ((index (position-file-index (source-position source)))
                  (known (assv index described-files)))
             (if known
                 (cdr known)
                 (let* ((file (position-file (source-position source)))
                        (described? (not (or (text-prefix? "suo:" file) (text-prefix? "scheme-src/" file)))))
                   (set! described-files (cons (cons index described?) described-files))
                   described?)))))))
