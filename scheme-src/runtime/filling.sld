;;; Filling: what a file gives becomes what an input port has to read.
;;;
;;; A port of bytes reads into its buffer. A textual port has a *chunk*: the bytes that were read last, of which some are not decoded yet.
;;;
;;;   bytes           a buffer of narrow units, as large as one reading
;;;   start, end      the bytes in it that are not decoded yet
;;;   middle, wide    buffers of two and of four bytes a unit for decoded text, or #f until they are needed
;;;
;;; Bytes below 128 are units already: a long run of them, usually all that was read, is read where it lies, and nothing is
;;; copied or decoded. Other text is decoded piece by piece, into units of two bytes up to the first character that needs four, or, where
;;; one of these comes first, into units of four. A sequence that the end of the bytes cuts off waits for the next chunk, but only while
;;; it can go on: a terminal's or pipe's other end may wait for an answer to what it has sent. All that can be no character becomes
;;; U+FFFD, as (runtime system) says.
;;;
;;; The end of a file is told once; who only looked ahead, or took what came before the end, leaves it for who reads next. After
;;; it a terminal may go on.
(define-library (runtime filling)
  (export fill-port! look-ahead! port-ready?)
  (import (primitives) (core-syntax) (runtime errors) (runtime strings) (runtime system) (runtime ports))
  (begin
    ;; Fill an empty buffer. -> is there something to read now? If not, this is the end.
    (define (fill-port! port)
      (cond ((not (%port-file port)) #f)
            ((port-ended? port) (set-port-ended! port #f) #f)
            ((binary-port? port) (fill-bytes! port))
            (else (fill-text! port))))

    ;; The same, but the end is still to be told.
    (define (look-ahead! port)
      (or (fill-port! port)
          (begin
            (if (%port-file port) (set-port-ended! port #t))
            #f)))

    ;; Can something be read, or the end be told, without waiting? A part of a sequence is no character.
    (define (port-ready? port)
      (cond ((%fx< (%port-index port) (%port-limit port)) #t)
            ((not (%port-file port)) #t)
            ((port-ended? port) #t)
            ((binary-port? port) (system-readable? (%port-file port)))
            (else
             (let ((chunk (chunk-of port)))
               (let loop ()
                 (cond ((decode-next! port chunk #f) #t)
                       ((not (system-readable? (%port-file port))) #f)
                       ((read-more! port chunk) (loop))
                       (else (set-port-ended! port #t) (decode-next! port chunk #t) #t)))))))

    (define buffer-bytes 16384)

    (define (fill-bytes! port)
      (let* ((buffer (if (%fx= (bytevector-length (%port-buffer port)) 0)
                         (%make-bytevector buffer-bytes)
                         (%port-buffer port)))
             (count (read-bytes! port buffer)))
        (set-port-bytes! port buffer count)
        (%fx> count 0)))

    ;; -> how many bytes are at the beginning of the buffer now; 0 at the end.
    (define (read-bytes! port buffer)
      (prepare-input! port)
      (let ((count (system-read (%port-file port) buffer buffer-bytes)))
        (if (%fx< count 0)
            (file-error 'read (or (system-error-text count) "cannot read") (port-name port)))
        count))

    ;;; Text

    (define-record-type chunk
      (make-chunk bytes start end middle wide)
      chunk?
      (bytes chunk-bytes)
      (start chunk-start set-chunk-start!)
      (end chunk-end set-chunk-end!)
      (middle chunk-middle set-chunk-middle!)
      (wide chunk-wide set-chunk-wide!))

    ;; Behind the bytes there is room for those that are left from before, and four more can be looked at everywhere.
    (define (chunk-of port)
      (or (%port-chunk port)
          (let ((chunk (make-chunk (%string-buffer (%make-string (%fx+ buffer-bytes 8) 1)) 0 0 #f #f)))
            (set-port-chunk! port chunk)
            chunk)))

    (define (fill-text! port)
      (let ((chunk (chunk-of port)))
        (let loop ()
          (cond ((decode-next! port chunk #f) #t)
                ((read-more! port chunk) (loop))
                ((decode-next! port chunk #t) (set-port-ended! port #t) #t)
                (else #f)))))

    ;; Put what the file gives next behind the bytes that are left, at most three. #f when there is nothing more.
    (define (read-more! port chunk)
      (let* ((bytes (chunk-bytes chunk))
             (start (chunk-start chunk))
             (rest (%fx- (chunk-end chunk) start))
             (left (%bytevector-u32-ref bytes start))
             (count (read-bytes! port bytes)))
        (if (%fx> count 0)
            (begin
              (if (%fx> rest 0)
                  (begin
                    (%copy-bytes! bytes rest bytes 0 count)
                    (let put ((index 0) (left left))
                      (if (%fx< index rest)
                          (begin
                            (%bytevector-u8-set! bytes index (%fxand left 255))
                            (put (%fx+ index 1) (%fxsrl left 8)))))))
              (set-chunk-start! chunk 0)
              (set-chunk-end! chunk (%fx+ rest count))
              #t)
            #f)))

    ;; Give the port some of the bytes as text. -> was there any? last?: nothing follows what is there.
    (define (decode-next! port chunk last?)
      (let ((start (chunk-start chunk)) (end (chunk-end chunk)))
        (and (%fx< start end)
             (let ((plain (%plain-end (chunk-bytes chunk) start end)))
               (if (or (%fx= plain end) (%fx>= (%fx- plain start) long-run))
                   (begin
                     (set-chunk-start! chunk plain)
                     (set-port-text! port (chunk-bytes chunk) start plain 1)
                     #t)
                   (decode-middle! port chunk last?))))))

    (define long-run 256)
    (define piece-bytes 2048)           ; the piece that is decoded at once

    (define (piece-end chunk)
      (let ((whole (%fx+ (chunk-start chunk) piece-bytes)))
        (if (%fx< whole (chunk-end chunk)) whole (chunk-end chunk))))

    ;; A sequence that begins before the end of the piece may go on behind it.
    (define (make-piece-buffer unit) (%string-buffer (%make-string (%fx+ piece-bytes 8) unit)))

    ;; Units of two bytes; the first one that is stored counts only when its character does, so two are stored at once.
    (define (decode-middle! port chunk last?)
      (if (not (chunk-middle chunk)) (set-chunk-middle! chunk (make-piece-buffer 2)))
      (let ((bytes (chunk-bytes chunk)) (buffer (chunk-middle chunk)) (end (chunk-end chunk)) (stop (piece-end chunk)))
        (let fill ((index (chunk-start chunk)) (at 0))
          (let ((word (if (%fx< index stop) (word-at bytes index end) #xffffffff)))
            (cond ((%fx= (%fxand word #x80808080) 0)
                   (%bytevector-u32-set! buffer at (two-units word))
                   (%bytevector-u32-set! buffer (%fx+ at 4) (two-units (%fxsrl word 16)))
                   (fill (%fx+ index 4) (%fx+ at 8)))
                  ((%fx= (%fxand word #x80) 0)
                   (%bytevector-u32-set! buffer at (%fxand word #x7f))
                   (fill (%fx+ index 1) (%fx+ at 2)))
                  ((%two-bytes? word)
                   (%bytevector-u32-set! buffer at (%two-bytes-code word))
                   (fill (%fx+ index 2) (%fx+ at 2)))
                  ((%three-bytes? word)
                   (%bytevector-u32-set! buffer at (%three-bytes-code word))
                   (fill (%fx+ index 3) (%fx+ at 2)))
                  (else
                   (let ((code+size (if (%fx< index stop) (decode bytes index end last?) #f)))
                     (cond ((and code+size (%fx< code+size #x80000))
                            (%bytevector-u32-set! buffer at (%fxsrl code+size 3))
                            (fill (%fx+ index (%fxand code+size 7)) (%fx+ at 2)))
                           ((%fx> at 0)
                            (set-chunk-start! chunk index)
                            (set-port-text! port buffer 0 at 2)
                            #t)
                           (code+size (decode-wide! port chunk last?))
                           (else #f)))))))))

    ;; The two lowest bytes of a word, which are below 128, as units of two bytes.
    (define (two-units word) (%fxior (%fxand word #x7f) (%fxsll (%fxand word #x7f00) 8)))

    ;; The four bytes at the index, the first one lowest; when there are fewer left, the bits above are no sequence's: all set.
    (define (word-at bytes index end)
      (if (%fx<= (%fx+ index 4) end)
          (%bytevector-u32-ref bytes index)
          (%fxior #xffffff00 (%bytevector-u8-ref bytes index))))

    ;; Units of four bytes.
    (define (decode-wide! port chunk last?)
      (if (not (chunk-wide chunk)) (set-chunk-wide! chunk (make-piece-buffer 4)))
      (let ((bytes (chunk-bytes chunk)) (buffer (chunk-wide chunk)) (end (chunk-end chunk)) (stop (piece-end chunk)))
        (let fill ((index (chunk-start chunk)) (at 0))
          (let ((word (if (%fx< index stop) (word-at bytes index end) #xffffffff)))
            (cond ((%fx= (%fxand word #x80) 0)
                   (%bytevector-u32-set! buffer at (%fxand word #x7f))
                   (fill (%fx+ index 1) (%fx+ at 4)))
                  ((%two-bytes? word)
                   (%bytevector-u32-set! buffer at (%two-bytes-code word))
                   (fill (%fx+ index 2) (%fx+ at 4)))
                  ((%three-bytes? word)
                   (%bytevector-u32-set! buffer at (%three-bytes-code word))
                   (fill (%fx+ index 3) (%fx+ at 4)))
                  (else
                   (let ((code+size (if (%fx< index stop) (decode bytes index end last?) #f)))
                     (if code+size
                         (begin
                           (%bytevector-u32-set! buffer at (%fxsrl code+size 3))
                           (fill (%fx+ index (%fxand code+size 7)) (%fx+ at 4)))
                         (begin
                           (set-chunk-start! chunk index)
                           (set-port-text! port buffer 0 at 4)
                           #t)))))))))

    ;; Code * 8 + size of the sequence at the index; or #f: the end of the bytes cuts it off, and it can go on.
    (define (decode bytes index end last?)
      (let ((word (word-at bytes index end)))
        (if (and (%fx= (%fxand word #xc0c0c0f8) #x808080f0)
                 (%fx< (%fx- (four-bytes-code word) #x10000) #x100000)
                 (%fx>= (four-bytes-code word) #x10000))
            (%fxior (%fxsll (four-bytes-code word) 3) 4)
            (let* ((code+size (%decode-utf8 bytes index end))
                   (size (%fxand code+size 7)))
              (if (and (not last?)
                       (%fx= (%fx+ index size) end)
                       (%fx< size (%utf8-size (%bytevector-u8-ref bytes index))))
                  #f
                  code+size)))))

    (define (four-bytes-code word)
      (%fxior (%fxior (%fxsll (%fxand word #x07) 18) (%fxsll (%fxand word #x3f00) 4))
              (%fxior (%fxand (%fxsrl word 10) #xfc0) (%fxand (%fxsrl word 24) #x3f))))))
